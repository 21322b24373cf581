package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What changes between two scans is seen, whatever the times of files and folders say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RescanIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");
  private static final Instant SECOND = FIRST.plus(Duration.ofHours(1));

  private Path base;
  private AgentProcess agent;

  @BeforeAll
  void start(@TempDir Path scratch) {
    base = scratch.resolve("segments");
    recording("moved").record(FIRST, SECOND.plusSeconds(1_200));
    recording("hasty").record(FIRST, FIRST.plusSeconds(600));
    recording("temp").record(FIRST, FIRST.plusSeconds(600));
    recording("pending").record(FIRST, SECOND);
    recording("gone").record(FIRST, SECOND.plusSeconds(1_200));
    recording("quiet").record(FIRST, FIRST.plusSeconds(60));
    agent = AgentConfig.in(scratch, base).start().awaitReady();
  }

  @AfterAll
  void stop() {
    agent.close();
  }

  private Recording recording(String channel) {
    return new Recording(base, channel, "source");
  }

  private void awaitHoles(int count, String channel) {
    agent.awaitMetric(
        count, "segwatch_holes", "channel", channel, "quality", "source", "kind", "raw");
  }

  private void awaitSegments(int count, String channel, String type) {
    agent.awaitMetric(
        count, "segwatch_segments", "channel", channel, "quality", "source", "type", type);
  }

  @Test
  void aFileMovedAwayAndBackWithItsOldTimesIsMissedAndFoundAgain() throws IOException {
    Recording moved = recording("moved");
    Path segment = moved.segment(FIRST.plusSeconds(300), Recording.SEGMENT);
    FileTime old = FileTime.from(FIRST);
    Files.setLastModifiedTime(segment, old);
    Files.setLastModifiedTime(moved.hour(FIRST), old);
    agent.awaitCompleteScan();
    Path aside = base.getParent().resolve("aside.ts");

    Files.move(segment, aside);
    Files.setLastModifiedTime(moved.hour(FIRST), old);
    awaitHoles(1, "moved");
    Files.move(aside, segment);
    Files.setLastModifiedTime(moved.hour(FIRST), old);
    awaitHoles(0, "moved");
  }

  @Test
  void everyOneOfManyChangesInAShortTimeIsSeen() {
    Recording hasty = recording("hasty");
    Instant from = FIRST.plusSeconds(600);

    for (int i = 0; i < 500; i++) {
      hasty.add(from.plusSeconds(i), Duration.ofSeconds(1));
    }

    awaitSegments(510, "hasty", "full");
    awaitHoles(0, "hasty");
  }

  @Test
  void aSegmentCountsOnlyOnceItHasItsName() throws IOException {
    Recording temp = recording("temp");
    Instant start = FIRST.plusSeconds(600);
    Path written = temp.segment(start, Recording.SEGMENT, "temp");
    temp.put(written).add(start.plus(Recording.SEGMENT), Recording.SEGMENT);
    awaitSegments(1, "temp", "temp");
    awaitHoles(1, "temp");

    Files.write(written, new byte[10_000]);
    agent.awaitCompleteScan();
    awaitHoles(1, "temp");
    Files.move(written, temp.segment(start, Recording.SEGMENT), StandardCopyOption.ATOMIC_MOVE);

    awaitHoles(0, "temp");
    awaitSegments(0, "temp", "temp");
    awaitSegments(12, "temp", "full");
  }

  @Test
  void anHourOfNothingButTemporaryFilesIsNeitherRecordedNorAHole() {
    Recording pending = recording("pending");
    pending.put(pending.segment(SECOND.plusSeconds(60), Recording.SEGMENT, "temp"));

    awaitSegments(1, "pending", "temp");
    Metrics metrics = agent.metrics();
    String[] hour = {"channel", "pending", "quality", "source", "hour", "2025-11-10T04"};
    assertThat(metrics.value("raw_coverage", hour)).isZero();
    assertThat(metrics.value("raw_holes", hour)).isZero();
    assertThat(
            metrics.value(
                "segwatch_newest_segment_timestamp_seconds",
                "channel",
                "pending",
                "quality",
                "source"))
        .isEqualTo((double) SECOND.getEpochSecond());
    awaitHoles(0, "pending");
  }

  @Test
  void theSeriesOfAnHourGoWithIt() {
    Recording gone = recording("gone");
    assertThat(seriesOf("gone", "2025-11-10T03")).isEqualTo(17);

    gone.lose(FIRST, SECOND);
    Recording.delete(gone.hour(FIRST));

    Await.until("no series of the hour", () -> seriesOf("gone", "2025-11-10T03") == 0);
    assertThat(seriesOf("gone", "2025-11-10T04")).isEqualTo(17);
  }

  @Test
  void aQuietChannelIsScannedAndTellsWhenItWasLastRecorded() {
    String[] quiet = {"channel", "quiet", "quality", "source"};
    Metrics before = agent.metrics();

    agent.awaitCompleteScan();

    Metrics after = agent.metrics();
    String scanned = "segwatch_scan_last_success_timestamp_seconds";
    String recorded = "segwatch_newest_segment_timestamp_seconds";
    assertThat(after.value(scanned, quiet)).isGreaterThan(before.value(scanned, quiet));
    assertThat(after.value(recorded, quiet))
        .isEqualTo(before.value(recorded, quiet))
        .isEqualTo((double) FIRST.plusSeconds(60).getEpochSecond());
    assertThat(after.value("segwatch_stalled", quiet)).isZero();
  }

  private long seriesOf(String channel, String hour) {
    return agent.metrics().samples().keySet().stream()
        .map(Metrics.Sample::labels)
        .filter(labels -> channel.equals(labels.get("channel")) && hour.equals(labels.get("hour")))
        .count();
  }
}
