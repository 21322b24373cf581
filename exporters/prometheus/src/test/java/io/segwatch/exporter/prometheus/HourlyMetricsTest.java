package io.segwatch.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segwatch.conformance.ConformanceTree;
import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.testkit.FakeAgent;
import io.segwatch.exporter.testkit.Recording;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class HourlyMetricsTest {
  @AutoClose private final FakeAgent agent = new FakeAgent();

  @ParameterizedTest
  @FieldSource("io.segwatch.conformance.ConformanceTree#OF_THE_INCUMBENT")
  void areTheIncumbentsOwnNoneLeftOutAndNoneAdded(String name) throws IOException {
    ConformanceTree tree = ConformanceTree.named(name);
    Scrape incumbent = Scrape.of(tree.metrics());
    Recording.scansOf(tree.sizes()).forEach(agent::tell);

    Scrape ours = scrape(336);

    assertThat(hourlyOf(ours)).isEqualTo(incumbent.samples().keySet());
    incumbent
        .samples()
        .forEach((series, value) ->
            assertThat(ours.samples().get(series)).as(series).isCloseTo(value, within(1e-6)));
  }

  @Test
  void describeTheirFamiliesInTheIncumbentsWords() throws IOException {
    ConformanceTree tree = ConformanceTree.named("incumbent-1");
    Scrape incumbent = Scrape.of(tree.metrics());
    Recording.scansOf(tree.sizes()).forEach(agent::tell);

    assertThat(scrape(336).comments()).containsAll(incumbent.comments()).hasSizeGreaterThan(16);
  }

  @Test
  void goAwayWithTheirHour() {
    Recording recording = new Recording().hour("2026-11-20T10", "00:00-2-full-aaaa.ts");
    agent.tell(recording.hour("2026-11-20T11", "00:00-2-full-aaaa.ts").scan());
    agent.start(new PrometheusExporter(336));
    assertThat(hoursOf(scrape())).containsExactlyInAnyOrder("2026-11-20T10", "2026-11-20T11");

    agent.tell(new Recording().hour("2026-11-20T11", "00:00-2-full-aaaa.ts").scan());

    assertThat(hoursOf(scrape())).containsExactly("2026-11-20T11");
  }

  @Test
  void goAwayWithTheirStream() {
    agent.tell(new Recording().hour("2026-11-20T10", "00:00-2-full-aaaa.ts").scan());
    agent.start(new PrometheusExporter(336));
    assertThat(scrape().hasFamily("raw_coverage")).isTrue();

    agent.forget(Recording.STREAM);

    assertThat(hourlyOf(scrape())).isEmpty();
  }

  @Test
  void areThereForMissingHoursToo() {
    agent.tell(
        new Recording()
            .hour("2026-11-20T10", "59:58-2-full-aaaa.ts")
            .hour("2026-11-20T13", "00:00-2-full-aaaa.ts")
            .scan());

    Scrape scrape = scrape(336);

    String missing = "{channel=desertbus, hour=2026-11-20T11, quality=source}";
    assertThat(scrape.value("raw_holes", missing)).isEqualTo(1);
    assertThat(scrape.value("raw_coverage", missing)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2026-11-20T12",
    "2, 2026-11-20T12 2026-11-20T11",
    "3, 2026-11-20T12 2026-11-20T11 2026-11-20T10",
    "4, 2026-11-20T12 2026-11-20T11 2026-11-20T10",
  })
  void areThereForTheNewestHoursOfEachStream(int newest, String hours) {
    StreamId other = new StreamId("desertbus", "480p");
    Recording older = new Recording().hour("2026-11-01T00", "00:00-2-full-aaaa.ts");
    agent.tell(threeHours().scan());
    agent.tell(Recording.scanOf(other, older.timeline()));

    assertThat(hoursOf(scrape(newest)))
        .containsExactlyInAnyOrder(("2026-11-01T00 " + hours).split(" "));
  }

  @Test
  void areNotThereWhereTheyAreOff() {
    agent.tell(threeHours().scan());

    Scrape scrape = scrape(0);

    assertThat(hourlyOf(scrape)).isEmpty();
    assertThat(scrape.value("segwatch_stalled")).isZero();
  }

  private static Recording threeHours() {
    return new Recording()
        .hour("2026-11-20T10", "00:00-2-full-aaaa.ts")
        .hour("2026-11-20T11", "00:00-2-full-aaaa.ts")
        .hour("2026-11-20T12", "00:00-2-full-aaaa.ts");
  }

  private Scrape scrape(int newestHours) {
    agent.start(new PrometheusExporter(newestHours));
    return scrape();
  }

  private Scrape scrape() {
    return Scrape.of(agent.get("/metrics").text());
  }

  private static Set<String> hourlyOf(Scrape scrape) {
    return scrape.samples().keySet().stream()
        .filter(series -> series.contains("hour="))
        .collect(Collectors.toSet());
  }

  private static Set<String> hoursOf(Scrape scrape) {
    return hourlyOf(scrape).stream()
        .map(series -> series.replaceAll(".*hour=([^,}]*).*", "$1"))
        .collect(Collectors.toSet());
  }
}
