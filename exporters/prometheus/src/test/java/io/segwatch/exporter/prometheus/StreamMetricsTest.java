package io.segwatch.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segwatch.coverage.HourName;
import io.segwatch.coverage.HourRange;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Rules;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StorageFault;
import io.segwatch.coverage.Timeline;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.testkit.FakeAgent;
import io.segwatch.exporter.testkit.Recording;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamMetricsTest {
  private static final String RAW = "{channel=desertbus, kind=raw, quality=source}";
  private static final String EDITABLE = "{channel=desertbus, kind=editable, quality=source}";
  private static final Offset<Double> TINY = within(1e-9);

  @AutoClose private final FakeAgent agent = new FakeAgent();

  @BeforeEach
  void start() {
    agent.start(new PrometheusExporter(0));
  }

  /** Four minutes, of which half a minute is missing, and a detour that a player skips. */
  private static Recording fourMinutes() {
    return new Recording()
        .hour(
            "2026-11-20T10",
            "00:00-60-full-aaaa.ts",
            "01:00.005-59.995-suspect-bbbb.ts",
            "02:30-30-partial-cccc.ts",
            "03:00-20-full-dddd.ts",
            "03:10-30-full-eeee.ts",
            "03:40-20-full-ffff.ts",
            "04:00-2-temp-gggg.ts",
            "notes.txt");
  }

  @Test
  void tellHolesOfBothKinds() {
    agent.tell(fourMinutes().scan());

    Scrape scrape = scrape();

    assertThat(scrape.value("segwatch_holes", RAW)).isEqualTo(1);
    assertThat(scrape.value("segwatch_hole_seconds", RAW)).isCloseTo(30, TINY);
    assertThat(scrape.value("segwatch_largest_hole_seconds", RAW)).isCloseTo(30, TINY);
    assertThat(scrape.value("segwatch_coverage_ratio", RAW)).isCloseTo(1 - 30 / 240.0, TINY);
    assertThat(scrape.value("segwatch_holes", EDITABLE)).isEqualTo(2);
    assertThat(scrape.value("segwatch_hole_seconds", EDITABLE)).isCloseTo(50, TINY);
    assertThat(scrape.value("segwatch_largest_hole_seconds", EDITABLE)).isCloseTo(30, TINY);
    assertThat(scrape.value("segwatch_coverage_ratio", EDITABLE)).isCloseTo(1 - 50 / 240.0, TINY);
  }

  @Test
  void tellWhatIsLostOrDoubtfulWithoutBeingAHole() {
    agent.tell(fourMinutes().scan());

    Scrape scrape = scrape();

    assertThat(scrape.value("segwatch_subtolerance_loss_seconds")).isCloseTo(0.005, TINY);
    assertThat(scrape.value("segwatch_partial_only_seconds")).isCloseTo(89.995, TINY);
  }

  @Test
  void countEveryFileOnceByItsType() {
    agent.tell(fourMinutes().scan());

    Scrape scrape = scrape();

    assertThat(segments(scrape, "full")).isEqualTo(4);
    assertThat(segments(scrape, "suspect")).isEqualTo(1);
    assertThat(segments(scrape, "partial")).isEqualTo(1);
    assertThat(segments(scrape, "temp")).isEqualTo(1);
    assertThat(segments(scrape, "bad")).isEqualTo(1);
  }

  @Test
  void tellTimesAsTimestamps() {
    agent.tell(fourMinutes().scan());

    Scrape scrape = scrape();

    assertThat(scrape.value("segwatch_newest_segment_timestamp_seconds")).isEqualTo(1795_169_040.0);
    assertThat(scrape.value("segwatch_scan_last_success_timestamp_seconds"))
        .isEqualTo(1795_464_000.0);
  }

  @Test
  void beginAtZeroForAStreamWithoutAnySegment() {
    agent.tell(new Recording().scan());

    Scrape scrape = scrape();

    assertThat(scrape.value("segwatch_holes", RAW)).isZero();
    assertThat(scrape.value("segwatch_coverage_ratio", RAW)).isZero();
    assertThat(scrape.value("segwatch_coverage_ratio", EDITABLE)).isZero();
    assertThat(segments(scrape, "full")).isZero();
    assertThat(scrape.value("segwatch_stalled")).isZero();
    assertThat(scrape.value("segwatch_stale")).isZero();
    assertThat(scrape.value("segwatch_ignored_directories")).isZero();
    assertThat(scrape.hasFamily("segwatch_newest_segment_timestamp_seconds")).isFalse();
  }

  @Test
  void tellFiguresThatAreTheLastKnownOnes() {
    long hour = HourName.parse("2026-11-20T10").orElseThrow();
    Timeline timeline = fourMinutes().timeline();
    agent.tell(scan(timeline, Spans.of(hour, hour + 3 * Micros.PER_HOUR), Optional.empty()));

    Scrape unread = scrape();
    agent.tell(
        scan(
            timeline,
            Spans.NONE,
            Optional.of(
                new StorageFault("desertbus", StorageFault.Reason.NOT_FOUND, "no such folder"))));
    Scrape gone = scrape();

    assertThat(unread.value("segwatch_stale")).isEqualTo(1);
    assertThat(unread.value("segwatch_unread_directories")).isEqualTo(3);
    assertThat(unread.value("segwatch_storage_available")).isEqualTo(1);
    assertThat(gone.value("segwatch_stale")).isEqualTo(1);
    assertThat(gone.value("segwatch_unread_directories")).isZero();
    assertThat(gone.value("segwatch_storage_available")).isZero();
    assertThat(gone.value("segwatch_scan_last_success_timestamp_seconds")).isZero();
    assertThat(gone.value("segwatch_holes", RAW)).isEqualTo(1);
  }

  @Test
  void tellAStall() {
    ChannelScan good = fourMinutes().scan();
    agent.tell(
        new ChannelScan(
            good.stream(),
            good.timeline(),
            good.at(),
            good.took(),
            good.unread(),
            good.fault(),
            good.lastSuccess(),
            true,
            Duration.ofMinutes(5),
            7,
            Spans.NONE));

    Scrape scrape = scrape();

    assertThat(scrape.value("segwatch_stalled")).isEqualTo(1);
    assertThat(scrape.value("segwatch_ignored_directories")).isEqualTo(7);
  }

  @Test
  void neverPrintFullCoverageWhileAMicrosecondOfTenYearsIsMissing() {
    Rules exact = new Rules(0, Micros.of(Duration.ofDays(36_500)), HourRange.ALL);
    Recording tenYears = new Recording(exact);
    long first = HourName.parse("2016-11-20T10").orElseThrow();
    for (int i = 0; i < 10 * 365 * 24; i++) {
      tenYears.hour(
          HourName.of(first + i * Micros.PER_HOUR),
          i == 5_000 ? "00:00.000001-3599.999999-full-aaaa.ts" : "00:00-3600-full-aaaa.ts");
    }
    agent.tell(tenYears.scan());

    String text = agent.get("/metrics").text();

    assertThat(Scrape.of(text).value("segwatch_holes", RAW)).isEqualTo(1);
    assertThat(Scrape.of(text).value("segwatch_coverage_ratio", RAW)).isLessThan(1);
    assertThat(text.lines().filter(line -> line.startsWith("segwatch_coverage_ratio")))
        .hasSize(2)
        .allMatch(line -> line.contains("} 0.99999999999"));
  }

  @Test
  void printFullCoverageWhereNothingIsMissing() {
    agent.tell(new Recording().hour("2026-11-20T10", "00:00-60-full-aaaa.ts").scan());

    assertThat(scrape().value("segwatch_coverage_ratio", RAW)).isEqualTo(1);
  }

  private static ChannelScan scan(Timeline timeline, Spans unread, Optional<StorageFault> fault) {
    return new ChannelScan(
        Recording.STREAM,
        timeline,
        Recording.NOW,
        Duration.ofMillis(3),
        unread,
        fault,
        Optional.empty(),
        false,
        Duration.ofMinutes(5),
        0,
        Spans.NONE);
  }

  private static double segments(Scrape scrape, String type) {
    return scrape.value(
        "segwatch_segments", "{channel=desertbus, quality=source, type=" + type + "}");
  }

  private Scrape scrape() {
    return Scrape.of(agent.get("/metrics").text());
  }
}
