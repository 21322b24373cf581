package io.segwatch.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segwatch.exporter.ExporterProvider;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of mistakes: all at once, each with its place (interface §2). */
class ConfigMistakesTest extends ConfigTest {
  @Test
  void allMistakesAreToldAtOnceEachWithItsPlace() throws IOException {
    environment.put("SEGWATCH_LIVE", "maybe");
    flags.put("metrics-port", "65536");

    assertThat(
            problems(
                """
                base-dri: /srv
                check-interval: soon
                exporters:
                  map:
                    output-dri: x
                  webhook:
                    endpoints:
                    - url: http://a
                    - name: b
                      secrte: s
                  kafka: {}
                """))
        .containsExactlyInAnyOrder(
            "segwatch.yaml:1: base-dri: unknown key; did you mean base-dir?",
            "segwatch.yaml:2: check-interval: 'soon' is to be a duration such as 10ms, 300s, 5m or"
                + " 24h",
            "segwatch.yaml:5: exporters.map.output-dri: unknown key; did you mean output-dir?",
            "segwatch.yaml: exporters.webhook.endpoints[0].name: is missing",
            "segwatch.yaml:10: exporters.webhook.endpoints[1].secrte: unknown key; did you mean"
                + " secret?",
            "segwatch.yaml:11: exporters.kafka: there is no such exporter; known are map,"
                + " prometheus, web, webhook",
            "SEGWATCH_LIVE: 'maybe' is to be one of auto, always, never",
            "--metrics-port: '65536' is to be a number from 0 to 65535");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "base-dir | \"\" | is to be the path of a folder",
        "qualities | , | is to name a quality at least, such as source",
        "check-interval | 0 | is to be from 1ms to 36500d",
        "check-interval | 999999999999d | is to be from 1ms to 36500d",
        "check-interval | -1 | '-1' is to be a duration such as 10ms, 300s, 5m or 24h",
        "stall-after | 0s | is to be from 1ms to 36500d",
        "settle | 5x | '5x' is to be a duration such as 10ms, 300s, 5m or 24h",
        "off-air-after | 0 | is to be from 1ms to 36500d",
        "gap-tolerance | 24h | is to be less than off-air-after",
        "live | on | 'on' is to be one of auto, always, never",
        "run-once | yes | 'yes' is to be true or false",
        "metrics-port | -1 | '-1' is to be a number from 0 to 65535",
        "metrics-port | http | 'http' is to be a number from 0 to 65535",
        "backdoor-port | 65536 | '65536' is to be a number from 0 to 65535",
        "backdoor-port | 8006 | is to be another than metrics-port",
        "host | \"\" | is to be a name without blanks",
        "node | a b | is to be a name without blanks",
        "public-url | store-3:8006 | is to be an address such as http://store-3:8006",
        "public-url | ftp://store-3 | is to be an address such as http://store-3:8006",
        "public-url | http://a b | is to be an address such as http://store-3:8006",
        "public-url | http://a/?q | is to be an address such as http://store-3:8006",
        "state-dir | \"\" | is to be the path of a folder",
        "log-format | xml | 'xml' is to be one of text, json",
        "log-level | loud | 'loud' is to be one of all, trace, debug, info, warning, error, off",
      })
  void aWrongValueIsToldWithWhatWouldBeRight(String key, String value, String problem) {
    flags.put(key, value);

    assertThat(problems()).containsExactly("--" + key + ": " + problem);
  }

  @Test
  void oneMistakeDoesNotMakeAnotherOfWhatIsRight() throws IOException {
    environment.put("SEGWATCH_OFF_AIR_AFTER", "5ms");
    flags.put("qualities", ",");

    assertThat(
            problems(
                """
                channels: [a]
                first-hour: 2026-11-14T03
                gap-tolerance: 5ms
                settle: 1s
                exporters: {map: {enabled: true, output-dir: m}}
                """))
        .containsExactly(
            "--qualities: is to name a quality at least, such as source",
            "segwatch.yaml:3: gap-tolerance: is to be less than off-air-after");
  }

  @Test
  void theFirstHourIsNoLaterThanTheLast() {
    flags.put("first-hour", "2026-11-14T04");
    flags.put("last-hour", "2026-11-14T03:59");

    assertThat(problems()).containsExactly("--first-hour: is to be no later than last-hour");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", ".hidden", "a/b", "/", "a\0b", "a..b"})
  void aNameThatLeavesItsFolderIsRefused(String name) {
    flags.put("channels", List.of("good", name));
    flags.put("qualities", name);

    String problem =
        "'" + name + "' is to be one folder's name, without '/', '..' or a leading dot";
    assertThat(problems()).containsExactly("CHANNEL: " + problem, "--qualities: " + problem);
  }

  @Test
  void anEmptyChannelIsRefused() {
    flags.put("channels", List.of(""));

    assertThat(problems()).containsExactly("CHANNEL: a name is to have a letter at least");
  }

  @Test
  void twoStreamsThatWouldShareAMapAreRefused() {
    flags.put("channels", List.of("a_b", "a"));
    flags.put("qualities", "c,b_c");

    assertThat(problems())
        .containsExactly(
            "CHANNEL: a_b/c and a/b_c would share a map file; rename one or leave it out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"maps", "./maps", "maps/deep"})
  void theFolderOfTheMapsIsNoChannel(String outputDir) {
    flags.put("channels", List.of("maps"));
    flags.put("exporters.map.output-dir", outputDir);

    assertThat(problems())
        .containsExactly("CHANNEL: 'maps' is the folder of the maps, see --output-dir");
  }

  @Test
  void withoutMapsTheirUsualFolderCanBeAChannel() {
    flags.put("channels", List.of("coverage-maps"));
    flags.put("exporters.map.output-dir", "");

    assertThat(load().channels()).containsExactly("coverage-maps");
  }

  @Test
  void aFlagOfAnExporterThatIsNotThereIsAMistake() {
    flags.put("exporters.map.output-dir", "maps");
    ConfigLoader bare = new ConfigLoader(Map.of(), List.of());

    assertThatThrownBy(() -> bare.load(flags))
        .hasMessage("exporters.map: there is no such exporter; there is none");
  }

  @Test
  void anExporterThatCannotBeMadeDoesNotSpoilTheConfiguration() {
    ExporterProvider broken =
        new TestExporters.Provider(
            "broken",
            _ -> {
              throw new IllegalStateException("a fault of its own");
            });

    assertThat(new ConfigLoader(Map.of(), List.of(broken)).load(Map.of()).port()).isEqualTo(8006);
  }

  @Test
  void aPlannedBreakHasTwoTimesInOrder() throws IOException {
    assertThat(
            problems(
                """
                ignore:
                - from: yesterday
                  to: 2026-11-14T03:00:00Z
                - from: 2026-11-14T03:00:00Z
                  to: 2026-11-14T03:00:00Z
                  chanels: [a]
                - to: 2026-11-14T03:00:00Z
                """))
        .containsExactlyInAnyOrder(
            "segwatch.yaml:2: ignore[0].from: 'yesterday' is to be an ISO 8601 time such as"
                + " 2026-11-14T03:00:00Z",
            "segwatch.yaml:5: ignore[1].to: is to be later than from",
            "segwatch.yaml:6: ignore[1].chanels: unknown key; did you mean channels?",
            "segwatch.yaml: ignore[2].from: is to be an ISO 8601 time such as"
                + " 2026-11-14T03:00:00Z");
  }
}
