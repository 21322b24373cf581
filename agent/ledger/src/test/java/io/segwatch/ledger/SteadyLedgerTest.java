package io.segwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.HoleTransition.Kind;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.statefile.StateFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the ledger when processes, files and disks come and go (alerts §2 and §8). */
class SteadyLedgerTest {
  private static final StreamId STREAM = new StreamId("chan", "source");
  private static final Duration SETTLE = Duration.ofMinutes(5);
  private static final long TEN = 1_794_650_400L;

  @TempDir private Path folder;

  private final Recording recording = new Recording().record(TEN, TEN + 7_200);
  private Instant now = Instant.parse("2026-11-14T12:00:00Z");
  private Duration retention = Duration.ofDays(400);
  private Optional<SteadyLedger> running = Optional.empty();

  @AfterEach
  void stop() {
    running.ifPresent(SteadyLedger::close);
    running = Optional.empty();
  }

  private Path file() {
    return folder.resolve("state/holes.db");
  }

  /** Starts an agent for the node and the tree; the one before must have ended. */
  private SteadyLedger start() throws IOException {
    return start("store-3", "/srv/segments", STREAM);
  }

  private SteadyLedger start(String node, String baseDir, StreamId watched) throws IOException {
    SteadyLedger ledger =
        SteadyLedger.open(
            () -> Files.createDirectories(folder.resolve("state")),
            node,
            Path.of(baseDir),
            watched::equals,
            () -> retention,
            Clock.systemUTC());
    running = Optional.of(ledger);
    return ledger;
  }

  private SteadyLedger ledger() {
    return running.orElseThrow();
  }

  private SteadyLedger restart() throws IOException {
    stop();
    return start();
  }

  private List<LogEvent> scan() throws IOException {
    return scan(Duration.ZERO);
  }

  /** What is written down after some time. */
  private List<LogEvent> scan(Duration later) throws IOException {
    now = now.plus(later);
    Observation look =
        new Observation(
            STREAM, recording.timeline(), Optional.empty(), Spans.NONE, false, Spans.NONE);
    return ledger().observe("chan", List.of(look), SETTLE, now).events();
  }

  private static List<Kind> kinds(List<LogEvent> events) {
    return events.stream().map(event -> ((HoleTransition) event).kind()).toList();
  }

  private Hole openHole() throws IOException {
    recording.lose(TEN + 3_700, TEN + 3_710);
    scan();
    return ((HoleTransition) scan(SETTLE).getFirst()).hole();
  }

  private void damage() throws IOException {
    byte[] bytes = Files.readAllBytes(file());
    for (int i = 4_096; i < bytes.length; i += 16) {
      bytes[i] ^= 0x2a;
    }
    Files.write(file(), bytes);
  }

  @Test
  void aRestartWithNothingChangedWritesNothing() throws IOException {
    start();
    scan();
    openHole();
    LogPosition end = ledger().end();

    SteadyLedger again = restart();

    assertThat(scan()).isEmpty();
    assertThat(scan(SETTLE)).isEmpty();
    assertThat(again.end()).isEqualTo(end);
    assertThat(again.open()).hasSize(1);
  }

  @Test
  void aHoleThatOpensWhileNobodyWatchesIsTold() throws IOException {
    start();
    scan();
    stop();
    recording.lose(TEN + 3_700, TEN + 3_710);
    start();

    assertThat(scan()).isEmpty();
    assertThat(kinds(scan(SETTLE))).containsExactly(Kind.OPENED);
    restart();
    assertThat(scan(SETTLE)).isEmpty();
  }

  @Test
  void aHoleThatIsFilledWhileNobodyWatchesIsToldOnce() throws IOException {
    start();
    scan();
    Hole hole = openHole();
    stop();
    recording.record(TEN + 3_700, TEN + 3_710);
    start();

    assertThat(scan())
        .singleElement()
        .isInstanceOfSatisfying(
            HoleTransition.class,
            filled -> {
              assertThat(filled.kind()).isEqualTo(Kind.FILLED);
              assertThat(filled.hole().id()).isEqualTo(hole.id());
            });
    restart();
    assertThat(scan()).isEmpty();
  }

  @Test
  void theSettlingTimeGoesOnOverARestart() throws IOException {
    start();
    scan();
    recording.lose(TEN + 3_700, TEN + 3_710);
    scan();
    restart();

    assertThat(kinds(scan(SETTLE))).containsExactly(Kind.OPENED);
  }

  @Test
  void aDamagedFileIsKeptAsideAndTheSameHolesHaveTheSameIds() throws IOException {
    start();
    scan();
    Hole hole = openHole();
    LogPosition before = ledger().end();
    stop();
    damage();

    SteadyLedger ledger = start();
    List<LogEvent> events = scan();

    assertThat(events).singleElement().isInstanceOf(Baseline.class);
    assertThat(ledger.open()).singleElement().extracting(Hole::id).isEqualTo(hole.id());
    assertThat(ledger.end().epoch()).isNotEqualTo(before.epoch());
    assertThat(ledger.knows(before)).isFalse();
    assertThat(ledger.fault()).isEmpty();
    try (Stream<Path> files = Files.list(file().getParent())) {
      assertThat(files).anyMatch(path -> path.toString().contains("holes.db.corrupt-"));
    }
  }

  @Test
  void aFileThatIsDeletedUnderARunningAgentGivesWayToANewOne() throws IOException {
    SteadyLedger ledger = start();
    scan();
    Hole hole = openHole();
    LogPosition before = ledger.end();
    Files.delete(file());

    scan(); // finds out
    scan();

    assertThat(ledger.fault()).isEmpty();
    assertThat(ledger.knows(before)).isFalse();
    assertThat(ledger.open()).singleElement().extracting(Hole::id).isEqualTo(hole.id());
    restart();
    assertThat(scan()).as("all of it is in the new file").isEmpty();
  }

  @Test
  void anOldCopyKnowsNoPositionBeyondItsEnd() throws IOException {
    start();
    scan();
    stop();
    Path copy = folder.resolve("copy");
    Files.copy(file(), copy);
    start();
    Hole hole = openHole();
    LogPosition later = ledger().end();
    stop();
    Files.copy(copy, file(), StandardCopyOption.REPLACE_EXISTING);

    SteadyLedger ledger = start();

    assertThat(ledger.knows(later)).isFalse();
    scan();
    assertThat(scan(SETTLE))
        .singleElement()
        .isInstanceOfSatisfying(
            HoleTransition.class, opened -> assertThat(opened.hole().id()).isEqualTo(hole.id()));
  }

  @Test
  void theLedgerOfAnotherTreeOrNodeIsRefused() throws IOException {
    start().close();

    assertThatThrownBy(() -> start("store-3", "/srv/others", STREAM))
        .isInstanceOf(AnotherTreeException.class)
        .hasMessageContainingAll("/srv/segments", "/srv/others", "state-dir");
    assertThatThrownBy(() -> start("store-4", "/srv/segments", STREAM))
        .isInstanceOf(AnotherTreeException.class)
        .hasMessageContainingAll("store-3", "store-4");
    assertThat(start().fault()).isEmpty();
  }

  @Test
  void withoutAFolderHolesAreKnownAndNobodyIsTold() throws IOException {
    Files.createFile(folder.resolve("state")); // where the folder is to be
    SteadyLedger ledger = start();
    recording.lose(TEN + 3_700, TEN + 3_710);

    assertThat(scan()).isEmpty();
    assertThat(ledger.fault()).isPresent();
    assertThat(ledger.open()).hasSize(1);
    assertThat(ledger.find(HoleQuery.ALL).holes()).hasSize(1);
    assertThatThrownBy(() -> ledger.after(LogPosition.START, 10)).isInstanceOf(IOException.class);
    assertThatThrownBy(ledger::end).isInstanceOf(IOException.class);

    Files.delete(folder.resolve("state"));
    assertThat(scan(Duration.ofMinutes(1))).singleElement().isInstanceOf(Baseline.class);
    assertThat(ledger.fault()).isEmpty();
    assertThat(ledger.after(LogPosition.START, 10)).hasSize(1);
  }

  @Test
  void whatIsNoLongerWatchedAfterARestartIsForgotten() throws IOException {
    start();
    scan();
    openHole();
    stop();
    SteadyLedger ledger = start("store-3", "/srv/segments", new StreamId("another", "source"));

    assertThat(ledger.open()).isEmpty();
    assertThat(ledger.find(HoleQuery.ALL).holes()).isEmpty();
  }

  @Test
  void whatIsOverIsRememberedForAsLongAsConfigured() throws IOException {
    retention = Duration.ofDays(30);
    SteadyLedger ledger = start();
    scan();
    openHole();
    recording.record(TEN + 3_700, TEN + 3_710);
    scan();
    LogPosition end = ledger.end();

    scan(Duration.ofDays(29));
    assertThat(ledger.find(HoleQuery.ALL.in(Set.of(HoleState.FILLED))).holes()).hasSize(1);
    scan(Duration.ofDays(2));

    assertThat(ledger.find(HoleQuery.ALL).holes()).isEmpty();
    assertThat(ledger.after(LogPosition.START, 10)).isEmpty();
    assertThat(ledger.end()).as("its numbers go on").isEqualTo(end);
    assertThat(ledger.knows(end)).isTrue();
  }

  @Test
  void aClockThatJumpsBackDelaysNoHoleForever() throws IOException {
    start();
    now = now.plus(Duration.ofDays(3_650));
    scan();
    recording.lose(TEN + 3_700, TEN + 3_710);
    scan();
    now = now.minus(Duration.ofDays(3_650));

    assertThat(scan()).isEmpty();
    assertThat(scan(SETTLE))
        .singleElement()
        .isInstanceOfSatisfying(
            HoleTransition.class,
            opened -> assertThat(opened.hole().seen()).isEqualTo(now.minus(SETTLE)));
  }

  @Test
  void aClockThatJumpsAheadOpensNothing() throws IOException {
    start();
    scan();

    assertThat(scan(Duration.ofDays(3_650))).isEmpty();
    assertThat(scan()).isEmpty();
  }

  @Test
  void aHoleThatIsFilledBeforeItWasConfirmedIsCounted() throws IOException {
    SteadyLedger ledger = start();
    scan();
    recording.lose(TEN + 3_700, TEN + 3_710);
    scan();
    restart();
    recording.record(TEN + 3_700, TEN + 3_710);
    Observation look =
        new Observation(
            STREAM, recording.timeline(), Optional.empty(), Spans.NONE, false, Spans.NONE);

    Ledger.Outcome outcome = ledger().observe("chan", List.of(look), SETTLE, now.plus(SETTLE));

    assertThat(outcome.events()).isEmpty();
    assertThat(outcome.fleeting()).containsExactly(Map.entry(STREAM, 1));
    assertThat(ledger).isNotSameAs(ledger());
  }

  @Test
  void isReadBesideARunningAgentAndOnAStoppedOne() throws IOException {
    start();
    scan();
    Hole hole = openHole();

    for (int stopped = 0; stopped < 2; stopped++) {
      try (LedgerReader reader = LedgerReader.open(file().getParent())) {
        assertThat(reader.find(HoleQuery.ALL).holes()).containsExactly(hole);
      }
      stop();
    }
    Files.delete(file());
    assertThatThrownBy(() -> LedgerReader.open(file().getParent()))
        .isInstanceOf(StateFileException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void pagesMissAndRepeatNothingWhileHolesGrow() throws IOException {
    SteadyLedger ledger = start();
    scan();
    for (long n = 0; n < 5; n++) {
      recording.lose(TEN + 3_700 + n * 100, TEN + 3_710 + n * 100 + 2 * n);
    }
    scan();
    assertThat(scan(SETTLE)).hasSize(5);
    HoleQuery longest = HoleQuery.ALL.by(HoleQuery.Order.DURATION, true).take(2);
    var first = ledger.find(longest);
    recording.lose(TEN + 3_700, TEN + 3_780); // the shortest becomes the longest
    scan();
    var second = ledger.find(longest.after(first.next().orElseThrow()));
    var third = ledger.find(longest.after(second.next().orElseThrow()));

    assertThat(Stream.of(first, second, third).flatMap(page -> page.holes().stream()))
        .extracting(Hole::id)
        .doesNotHaveDuplicates()
        .hasSize(5);
    assertThat(third.holes().getFirst().duration()).isEqualTo(80 * Micros.PER_SECOND);
    assertThat(third.next()).isEmpty();
    assertThat(ledger.find(longest).holes().getFirst()).isEqualTo(third.holes().getFirst());
    assertThat(first.totals().get(HoleState.CONFIRMED).holes()).isEqualTo(5);
  }

  @Test
  void aPlannedBreakIsKnownAndNeverTold() throws IOException {
    SteadyLedger ledger = start();
    scan();
    recording.lose(TEN + 3_700, TEN + 3_760);
    Spans planned = Spans.of((TEN + 3_700) * Micros.PER_SECOND, (TEN + 3_750) * Micros.PER_SECOND);
    Observation look =
        new Observation(STREAM, recording.timeline(), Optional.empty(), Spans.NONE, false, planned);

    ledger.observe("chan", List.of(look), SETTLE, now);
    List<LogEvent> events =
        ledger.observe("chan", List.of(look), SETTLE, now.plus(SETTLE)).events();

    assertThat(events)
        .extracting(event -> ((HoleTransition) event).hole().remaining())
        .containsExactly(
            Spans.of((TEN + 3_750) * Micros.PER_SECOND, (TEN + 3_760) * Micros.PER_SECOND));
    assertThat(ledger.find(HoleQuery.ALL.ofPlannedBreaks()).holes())
        .singleElement()
        .satisfies(hole -> {
          assertThat(hole.remaining()).isEqualTo(planned);
          assertThat(hole.isPlanned()).isTrue();
        });
    assertThat(ledger.open()).hasSize(1);

    restart();
    assertThat(ledger().observe("chan", List.of(look), SETTLE, now.plus(SETTLE)).events())
        .isEmpty();
    assertThat(kinds(scan())).as("planned no more").containsExactly(Kind.CHANGED);
    assertThat(ledger().find(HoleQuery.ALL.ofPlannedBreaks()).holes())
        .singleElement()
        .extracting(Hole::state)
        .isEqualTo(HoleState.WITHDRAWN);
  }
}
