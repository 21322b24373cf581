package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segwatch.conformance.ConformanceTree;
import io.segwatch.conformance.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code segwatch check} against everything whose figures are known. */
class CheckIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir(factory = MemoryFolder.class)
  Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"hard-1", "hard-2", "real-1"})
  void aTreeIsReportedAsExpected(String name) throws IOException {
    ConformanceTree tree = ConformanceTree.named(name);
    Path base = scratch.resolve("segments");
    tree.plant(base);

    Reports.assertAsExpected(tree, base, scratch);
  }

  @Test
  void everyVectorIsReportedAsExpected() throws IOException {
    List<Vectors.Case> cases = Vectors.cases();
    Path base = scratch.resolve("segments");
    for (int i = 0; i < cases.size(); i++) {
      cases.get(i).plant(base.resolve("case-" + i).resolve("source"));
    }

    Launch.Finished check = check(base, "--format", "json", "--map");

    Map<String, JsonNode> reports = Reports.read(check.out());
    assertThat(reports).hasSameSizeAs(cases);
    for (int i = 0; i < cases.size(); i++) {
      ObjectNode report = (ObjectNode) reports.get("case-" + i + "/source");
      report.remove(List.of("channel", "quality"));
      assertThat(report).as(cases.get(i).title()).isEqualTo(JSON.readTree(cases.get(i).expected()));
    }
  }

  @Test
  void thousandsOfHolesAreAllReportedDownToTheNewest() throws IOException {
    Path base = scratch.resolve("segments");
    Recording recording = new Recording(base, "chan", "source");
    Instant first = Instant.parse("2026-11-14T03:00:00Z");
    for (int second = 0; second < 7_200; second += 2) {
      recording.add(first.plusSeconds(second), Duration.ofSeconds(1));
    }

    Launch.Finished csv = check(base, "--format", "csv");
    Launch.Finished json = check(base, "--format", "json");

    JsonNode holes = Reports.read(json.out()).get("chan/source").path("holes_us");
    assertThat(holes).hasSize(3_599);
    long newest = first.plusSeconds(7_197).getEpochSecond() * 1_000_000;
    assertThat(holes.get(3_598).get(0).asLong()).isEqualTo(newest);
    assertThat(csv.out().lines())
        .filteredOn(line -> line.contains("chan"))
        .hasSizeGreaterThan(3_598);
  }

  @Test
  void aShareIsNeverRoundedUpToAllOfIt() throws IOException {
    Path base = scratch.resolve("segments");
    Instant first = Instant.parse("2026-11-14T03:00:00Z");
    new Recording(base, "chan", "source")
        .add(first, Duration.ofMinutes(30))
        .add(first.plusSeconds(1_800).plusMillis(11), Duration.ofMinutes(30))
        .add(first.plusSeconds(3_600), Duration.ofHours(1))
        .add(first.plusSeconds(7_200), Duration.ofHours(1));

    Launch.Finished check = check(base, "--format", "text");

    assertThat(check.status()).isEqualTo(1);
    assertThat(check.out()).contains("99.999").doesNotContain("100 %", "100%");
  }

  @Test
  void aGapAndAnOverlapOfTheSameLengthDoNotCancelOut() throws IOException {
    Path base = scratch.resolve("segments");
    Instant first = Instant.parse("2026-11-14T03:00:00Z");
    new Recording(base, "chan", "source")
        .add(first, Duration.ofSeconds(2))
        .add(first.plusSeconds(3), Duration.ofSeconds(2))
        .add(first.plusSeconds(4), Duration.ofSeconds(3));

    JsonNode report = Reports.read(check(base, "--format", "json").out()).get("chan/source");

    JsonNode hour = report.at("/hours/2026-11-14T03");
    assertThat(hour.path("holes")).hasSize(1);
    assertThat(hour.at("/overlap_count/full").asInt()).isEqualTo(1);
    assertThat(hour.at("/overlap_duration/full").asLong()).isEqualTo(1_000_000);
    assertThat(hour.path("raw").asLong()).isEqualTo(6_000_000);
  }

  @Test
  void everySegmentTwiceIsNoLoss() throws IOException {
    Path base = scratch.resolve("segments");
    Recording recording = new Recording(base, "chan", "source");
    Instant first = Instant.parse("2026-11-14T03:00:00Z");
    recording.record(first, first.plusSeconds(7_200));
    for (Instant start : Recording.starts(first, first.plusSeconds(7_200))) {
      Path one = recording.segment(start, Recording.SEGMENT);
      String other = one.getFileName().toString().replace("-full-4", "-full-5");
      recording.put(one.resolveSibling(other));
    }

    Launch.Finished check = check(base, "--format", "json");

    JsonNode hour = Reports.read(check.out()).get("chan/source").at("/hours/2026-11-14T03");
    assertThat(check.status()).isZero();
    assertThat(hour.path("raw").asLong()).isEqualTo(3_600_000_000L);
    assertThat(hour.path("editable").asLong()).isEqualTo(3_600_000_000L);
    assertThat(hour.at("/overlap_count/full").asInt()).isEqualTo(60);
  }

  @Test
  void theTimeZoneOfTheMachineDoesNotMatter() throws IOException {
    Path base = scratch.resolve("segments");
    Instant first = Instant.parse("2026-03-29T00:00:00Z");
    new Recording(base, "chan", "source")
        .record(first, first.plusSeconds(5 * 3_600))
        .add(first.plusSeconds(6 * 3_600), Recording.SEGMENT);
    Launch check =
        Launch.in(scratch, "check", "--base-dir", base.toString(), "--format", "json", "--map");

    Launch.Finished here = check.with("TZ", "UTC").run();
    Launch.Finished there = check.with("TZ", "America/St_Johns").run();

    assertThat(here.status()).isEqualTo(1);
    assertThat(there.out()).isEqualTo(here.out());
  }

  @Test
  void anHourOfTheFutureMakesNoHoleBeforeIt() throws IOException {
    Path base = scratch.resolve("segments");
    Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    Recording recording =
        new Recording(base, "chan", "source").record(now.minusSeconds(7_200), now);
    Files.createDirectories(recording.hour(now.plus(Duration.ofHours(3))));

    assertThat(check(base).status()).isZero();

    // Nor does one with a segment of a clock that was years ahead.
    recording.add(now.plus(Duration.ofDays(3_650)), Recording.SEGMENT);
    assertThat(check(base).status()).isZero();
  }

  private Launch.Finished check(Path base, String... more) {
    List<String> arguments = new ArrayList<>(List.of("check", "--base-dir", base.toString()));
    arguments.addAll(List.of(more));
    return Launch.in(scratch, arguments.toArray(String[]::new)).run();
  }
}
