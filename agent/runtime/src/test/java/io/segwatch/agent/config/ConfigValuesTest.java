package io.segwatch.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.HourName;
import io.segwatch.coverage.HourRange;
import io.segwatch.coverage.Spans;
import io.segwatch.exporter.Settings;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How values are read. */
class ConfigValuesTest extends ConfigTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-14, 2026-11-14T00",
    "2026-11-14T03, 2026-11-14T03",
    "2026-11-14T03:59, 2026-11-14T03",
    "2026-11-14T03:59:59, 2026-11-14T03",
    "2026-11-14T03:59:59.999999, 2026-11-14T03",
    "2026-11-14T03:00:00Z, 2026-11-14T03",
    "2026-11-14T03:00Z, 2026-11-14T03",
    "2026-11-14T03Z, 2026-11-14T03",
    "2026-11-14T03:00:00+01:00, 2026-11-14T02",
    "2026-11-14T03:00:00+05:30, 2026-11-13T21",
    "2026-11-14T03-08, 2026-11-14T11",
    "2026-11-14 03:00:00, 2026-11-14T03",
    "20261114T0300Z, 2026-11-14T03",
  })
  void anHourIsAnyIsoTimeWithinIt(String text, String hour) {
    flags.put("first-hour", text);
    flags.put("last-hour", text);

    long expected = HourName.parse(hour).orElseThrow();
    assertThat(load().rules().bounds()).isEqualTo(new HourRange(expected, expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"today", "2026-02-30", "2026-11-14T25", "14.11.2026", "", "1794625200"})
  void whatIsNoIsoTimeIsRefused(String text) {
    flags.put("first-hour", text);

    assertThat(problems())
        .containsExactly(
            "--first-hour: '%s' is to be an ISO 8601 time such as 2026-11-14T03 or 2026-11-14T03:00:00+01:00"
                .formatted(text));
  }

  @Test
  void listsAreTrimmedAndNameEverythingOnce() {
    flags.put("qualities", " source, 480p ,source,");

    assertThat(load().qualities()).containsExactly("source", "480p");
  }

  @Test
  void aListCanBeAListInTheFile() throws IOException {
    assertThat(load("channels: [one, 007]\nqualities:\n- source\n- 480p").channels())
        .containsExactly("one", "007");
  }

  @Test
  void anExporterThatIsSwitchedOffHasNoSettings() throws IOException {
    AgentConfig config = load("exporters: {map: {enabled: false}, prometheus: {enabled: true}}");

    assertThat(config.exporterSettings("map")).isEmpty();
    assertThat(config.exporterSettings("prometheus")).isPresent();
    assertThat(config.exporterSettings("webhook")).isPresent();
  }

  @Test
  void theSettingsOfAnExporterKnowNothingOfBeingSwitchedOn() throws IOException {
    Settings settings =
        load("exporters: {map: {enabled: true}}").exporterSettings("map").orElseThrow();
    settings.text("output-dir");
    settings.flag("make-page", false);

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.nameOf("output-dir")).isEqualTo("exporters.map.output-dir");
  }

  @Test
  void plannedBreaksAreForSomeChannelsOrAll() throws IOException {
    AgentConfig config =
        load(
            """
            ignore:
            - {from: '1970-01-01T00:00:01Z', to: '1970-01-01T00:00:02Z'}
            - {from: '1970-01-01T00:00:05Z', to: '1970-01-01T01:00:06+01:00', channels: [a, b]}
            """);

    assertThat(config.planned("a"))
        .isEqualTo(Spans.of(1_000_000, 2_000_000).plus(Spans.of(5_000_000, 6_000_000)));
    assertThat(config.planned("c")).isEqualTo(Spans.of(1_000_000, 2_000_000));
    assertThat(load("").planned("a")).isEmpty();
  }
}
