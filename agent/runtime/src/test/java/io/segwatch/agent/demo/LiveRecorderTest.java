package io.segwatch.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Rules;
import io.segwatch.coverage.Timeline;
import io.segwatch.storage.Lister;
import io.segwatch.storage.StreamScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recording goes on, with what the script says. */
class LiveRecorderTest {
  private static final DemoStream SOURCE = DemoStream.ALL.getFirst();
  private static final Duration TICK = Duration.ofMillis(500);

  @TempDir Path base;

  private final TurnedClock clock = new TurnedClock("2026-11-24T04:10:00Z");
  private final List<String> told = new ArrayList<>();
  private LiveRecorder recorder = recorder();

  private LiveRecorder recorder() {
    SplittableRandom random = new SplittableRandom(8006);
    return new LiveRecorder(
        new RecordingFolder(base),
        List.of(SOURCE),
        new LiveScript(List.of(SOURCE), random.split()),
        random,
        Micros.of(clock.instant()),
        clock,
        told::add);
  }

  @BeforeEach
  void makeTheFolderOfTheStream() throws IOException {
    Files.createDirectories(stream());
    recorder = recorder();
  }

  private Path stream() {
    return base.resolve("desertbus/source");
  }

  private void run(Duration length) {
    for (Duration done = Duration.ZERO; done.compareTo(length) < 0; done = done.plus(TICK)) {
      recorder.tick();
      clock.turn(TICK);
    }
  }

  private void runUntil(BooleanSupplier condition) {
    for (int ticks = 0; ticks < 2_000 && !condition.getAsBoolean(); ticks++) {
      run(TICK);
    }
    assertThat(condition.getAsBoolean()).as("told %s", told).isTrue();
  }

  private void runUntilTold(String what) {
    runUntil(() -> told.stream().anyMatch(line -> line.contains(what)));
  }

  private Timeline timeline() {
    return new StreamScanner(
            base,
            SOURCE.id(),
            Rules.DEFAULT,
            Lister.portable(),
            Clock.systemUTC(),
            Duration.ofHours(1))
        .scan(_ -> {})
        .timeline();
  }

  private List<String> names() {
    try (Stream<Path> found = Files.walk(stream())) {
      return found
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSegmentIsTemporaryUntilItIsOver() {
    recorder.tick();
    assertThat(names()).singleElement().asString().matches("09:58\\.73\\d000-2\\.0-temp-.*\\.ts");

    run(Duration.ofMillis(1_500));
    assertThat(names())
        .satisfiesExactly(
            full -> assertThat(full).matches("09:58\\.73\\d000-2\\.0-full-.{43}\\.ts"),
            temp -> assertThat(temp).matches("10:00\\.73\\d000-2\\.0-temp-.*\\.ts"));
  }

  @Test
  void aLateTickRecordsAllThatIsDue() {
    recorder.tick();
    clock.turn(Duration.ofSeconds(7));
    recorder.tick();

    assertThat(names().stream().filter(name -> name.contains("-full-"))).hasSize(4);
    assertThat(timeline().holes()).isEmpty();
  }

  @Test
  void aLossLeavesAHoleThatIsFilledLater() {
    runUntilTold("loses");
    runUntil(() -> !timeline().holes().isEmpty());
    long from = timeline().holes().from(0);
    long to = timeline().holes().to(0);
    assertThat(to - from).isBetween(3 * Micros.PER_SECOND, 11 * Micros.PER_SECOND);

    runUntilTold("back");
    runUntil(() -> !timeline().holes().overlaps(from, to));
  }

  @Test
  void someHolesAreFilledInTwoSteps() {
    runUntilTold("in two steps");
    runUntil(() -> !timeline().holes().isEmpty());
    long whole = timeline().holes().from(0);
    long end = timeline().holes().to(0);

    runUntil(() -> timeline().holes().isEmpty() || timeline().holes().from(0) > whole);

    assertThat(timeline().holes().from(0)).isGreaterThan(whole);
    assertThat(timeline().holes().to(0)).isEqualTo(end);
  }

  @Test
  void aTombstoneDeletesTheLastSegment() {
    runUntilTold("deleted");
    String tombstone =
        names().stream().filter(name -> name.endsWith(".tombstone")).findFirst().orElseThrow();

    assertThat(names()).contains(tombstone.replace(".tombstone", ".ts"));
    run(Duration.ofSeconds(4));
    assertThat(timeline().holes())
        .anyMatch(hole -> timeline().tombstoned().overlaps(hole.from(), hole.to()));
  }

  @Test
  void theRecordingGoesOnInTheNextHour() {
    clock.turn(Duration.ofMinutes(49).plusSeconds(55));
    recorder = recorder();
    run(Duration.ofSeconds(20));

    assertThat(stream().resolve("2026-11-24T04")).isNotEmptyDirectory();
    assertThat(stream().resolve("2026-11-24T05")).isNotEmptyDirectory();
    assertThat(names()).anyMatch(name -> name.startsWith("00:1") && name.contains("-full-"));
  }

  @Test
  void whoCannotWriteSaysSoOnceAndGoesOn() throws IOException {
    run(Duration.ofSeconds(2));
    Path away = Files.move(stream(), base.resolve("away"));
    run(Duration.ofSeconds(20));
    assertThat(told.stream().filter(line -> line.startsWith("cannot write"))).hasSize(1);
    assertThat(stream()).doesNotExist();

    Files.move(away, stream());
    run(Duration.ofSeconds(1));
    assertThat(told.getLast()).isEqualTo("can write again");
    runUntil(() -> timeline().liveEdge() > Micros.of(clock.instant()) - 4 * Micros.PER_SECOND);
  }

  @Test
  void whoWasAsleepHasMissedIt() {
    run(Duration.ofSeconds(4));
    clock.turn(Duration.ofHours(2));
    run(Duration.ofSeconds(2));

    assertThat(names()).hasSizeLessThan(8);
    assertThat(timeline().holes().longest()).isGreaterThan(Micros.PER_HOUR);
  }
}
