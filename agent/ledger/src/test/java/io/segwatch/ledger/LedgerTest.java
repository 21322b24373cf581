package io.segwatch.ledger;

import static io.segwatch.coverage.life.LogEvent.HoleTransition.Kind.CHANGED;
import static io.segwatch.coverage.life.LogEvent.HoleTransition.Kind.EXPIRED;
import static io.segwatch.coverage.life.LogEvent.HoleTransition.Kind.FILLED;
import static io.segwatch.coverage.life.LogEvent.HoleTransition.Kind.OPENED;
import static io.segwatch.coverage.life.LogEvent.HoleTransition.Kind.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StorageFault;
import io.segwatch.coverage.StorageFault.Reason;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.RecordingChange;
import io.segwatch.coverage.life.LogEvent.StorageChange;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.statefile.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules, each look taken by the ledger that took the look before. */
class LedgerTest {
  private static final StreamId STREAM = new StreamId("chan", "source");
  private static final StreamId OTHER = new StreamId("chan", "480p");
  private static final Duration SETTLE = Duration.ofMinutes(5);

  /** Ten o'clock; the recording of each test starts here. */
  private static final long TEN = 1_794_650_400L;

  private static final long ELEVEN = TEN + 3_600;
  private static final long TWELVE = ELEVEN + 3_600;

  private final List<Path> files = new ArrayList<>();
  private final List<SqliteLedger> opened = new ArrayList<>();
  private final Recording recording = new Recording();
  private Instant now = Instant.parse("2026-11-14T12:00:00Z");

  @TempDir private Path folder;
  private Ledger ledger;

  /** The ledger for the next look at what one remembers. */
  Ledger next(Ledger before) throws IOException {
    return before;
  }

  /** A ledger of a node in a file of its own. */
  final Ledger fresh(String node) throws IOException {
    return open(node, folder.resolve(opened.size() + ".db"));
  }

  private SqliteLedger open(String node, Path path) throws IOException {
    SqliteLedger ledger =
        SqliteLedger.in(
            StateFile.open(path, HolesFile.SCHEMA, Clock.systemUTC()),
            new SqliteLedger.Identity(node, "/srv/segments"),
            "epoch",
            () -> Duration.ofDays(400));
    opened.add(ledger);
    files.add(path);
    return ledger;
  }

  /** Lets a process end at once, and another go on with its file. */
  final Ledger reopen(Ledger before) throws IOException {
    int index = opened.indexOf(before);
    opened.get(index).abandon();
    return open("node", files.get(index));
  }

  @AfterEach
  void close() {
    opened.forEach(SqliteLedger::abandon);
  }

  @BeforeEach
  void threeHoursWithoutAHole() throws IOException {
    ledger = fresh("node");
    recording.record(TEN, TWELVE + 600);
    assertThat(scan()).hasSize(1);
  }

  @Test
  void theFirstScanIsABaselineAndOpensNothing() throws IOException {
    ledger = fresh("node");
    recording.lose(ELEVEN, ELEVEN + 10).lose(ELEVEN + 100, ELEVEN + 130);

    List<LogEvent> events = observe(List.of(look(recording), lookOf(OTHER)), now);

    assertThat(events).hasSize(1);
    Baseline baseline = (Baseline) events.getFirst();
    assertThat(baseline.streams()).containsExactly(STREAM, OTHER);
    assertThat(baseline.holes()).isEqualTo(4);
    assertThat(baseline.holeMicros()).isEqualTo(80_000_000);
    assertThat(baseline.longest().getFirst().duration()).isEqualTo(30_000_000);
    assertThat(ledger.open()).hasSize(4).allMatch(hole -> hole.state() == HoleState.CONFIRMED);
  }

  @Test
  void aBaselineHoleThatIsFilledIsTold() throws IOException {
    ledger = fresh("node");
    recording.lose(ELEVEN, ELEVEN + 10);
    observe(List.of(look(recording)), now);
    recording.record(ELEVEN, ELEVEN + 10);

    assertThat(observe(List.of(look(recording)), now))
        .extracting(event -> ((HoleTransition) event).kind())
        .containsExactly(FILLED);
  }

  @Test
  void aHoleIsConfirmedAfterTwoCompleteScansAndTheSettlingTime() throws IOException {
    leaveOut(10);
    assertThat(scan()).isEmpty();
    assertThat(later(299)).isEmpty();

    HoleTransition opened = only(later(1));

    assertThat(opened.kind()).isEqualTo(OPENED);
    assertThat(opened.hole().state()).isEqualTo(HoleState.CONFIRMED);
    assertThat(opened.hole().revision()).isEqualTo(1);
    assertThat(opened.hole().cause()).contains(Cause.MISSING);
    assertThat(opened.hole().seen()).isEqualTo(now.minusSeconds(300));
    assertThat(opened.hole().remaining()).isEqualTo(spans(TWELVE + 600, TWELVE + 610));
    assertThat(later(1000)).as("and told once").isEmpty();
  }

  @Test
  void oneScanIsNotEnoughHoweverLateItIs() throws IOException {
    leaveOut(10);
    assertThat(later(10_000)).isEmpty();
    assertThat(later(10_000)).hasSize(1);
  }

  @Test
  void anIncompleteScanConfirmsNothing() throws IOException {
    leaveOut(10);
    scan();
    Spans elsewhere = spans(TEN, ELEVEN);

    assertThat(later(400, elsewhere)).isEmpty();
    assertThat(later(1)).hasSize(1);
  }

  @Test
  void aHoleFilledBeforeItWasConfirmedIsNeverTold() throws IOException {
    leaveOut(10);
    scan();
    recording.record(TWELVE + 600, TWELVE + 610);

    assertThat(later(400)).isEmpty();
    assertThat(later(400)).isEmpty();
  }

  @Test
  void aHoleThatShrinksAndSplitsChangesAndIsFilledAtLast() throws IOException {
    Hole opened = openHole(20);
    recording.record(TWELVE + 604, TWELVE + 608);

    HoleTransition changed = only(later(10));
    assertThat(changed.kind()).isEqualTo(CHANGED);
    assertThat(changed.hole().id()).isEqualTo(opened.id());
    assertThat(changed.hole().revision()).isEqualTo(2);
    assertThat(changed.before()).isEqualTo(opened.duration());
    assertThat(changed.hole().seen()).isEqualTo(opened.seen());
    assertThat(changed.hole().remaining())
        .isEqualTo(spans(TWELVE + 600, TWELVE + 604).plus(spans(TWELVE + 608, TWELVE + 620)));

    recording.record(TWELVE + 600, TWELVE + 620);
    HoleTransition filled = only(later(10));
    assertThat(filled.kind()).isEqualTo(FILLED);
    assertThat(filled.hole().id()).isEqualTo(opened.id());
    assertThat(filled.hole().state()).isEqualTo(HoleState.FILLED);
    assertThat(filled.hole().remaining()).isEmpty();
    assertThat(filled.hole().ended()).contains(now);
    assertThat(ledger.open()).isEmpty();
  }

  @Test
  void aHoleThatOpensAgainIsAnotherOneWithAnotherId() throws IOException {
    Hole first = openHole(10);
    recording.record(TWELVE + 600, TWELVE + 610);
    only(later(10));
    recording.lose(TWELVE + 600, TWELVE + 610);
    assertThat(later(10)).isEmpty();

    HoleTransition again = only(later(300));

    assertThat(again.kind()).isEqualTo(OPENED);
    assertThat(again.hole().id()).isNotEqualTo(first.id());
    assertThat(again.hole().cause()).contains(Cause.VANISHED);
  }

  @Test
  void idsAreTheSameForTheSameHoleInAnotherProcess() throws IOException {
    Hole hole = openHole(10);

    Ledger other = fresh("node");
    other.observe("chan", List.of(look(recording)), SETTLE, now);
    Ledger otherNode = fresh("node-2");
    otherNode.observe("chan", List.of(look(recording)), SETTLE, now);

    assertThat(other.open().getFirst().id()).isEqualTo(hole.id()).matches("h_[0-9a-z]{12}");
    assertThat(otherNode.open().getFirst().id()).isNotEqualTo(hole.id());
  }

  @Test
  void whereTwoGrowTogetherTheOlderTakesTheOther() throws IOException {
    Hole older = openHole(10);
    recording.record(TWELVE + 620, TWELVE + 640);
    recording.lose(TWELVE + 612, TWELVE + 620); // 610 to 612 is still there
    later(10);
    HoleTransition second = only(later(300));
    recording.lose(TWELVE + 610, TWELVE + 612);

    List<HoleTransition> transitions = later(10);

    assertThat(transitions).extracting(HoleTransition::kind).containsExactly(WITHDRAWN, CHANGED);
    assertThat(transitions.get(0).hole().id()).isEqualTo(second.hole().id());
    assertThat(transitions.get(1).hole().id()).isEqualTo(older.id());
    assertThat(transitions.get(1).before()).isEqualTo(older.duration());
    assertThat(transitions.get(1).hole().duration()).isEqualTo(2 * older.duration());
    assertThat(transitions.get(1).hole().remaining()).isEqualTo(spans(TWELVE + 600, TWELVE + 620));
  }

  @Test
  void tombstonedFootageIsDeletedNotMissing() throws IOException {
    recording.tombstone(ELEVEN + 10, ELEVEN + 20);
    later(10);

    HoleTransition opened = only(later(300));

    assertThat(opened.hole().cause()).contains(Cause.DELETED);
  }

  @Test
  void footageThatWasThereHasVanished() throws IOException {
    recording.lose(ELEVEN + 10, ELEVEN + 20);
    later(10);

    assertThat(only(later(300)).hole().cause()).contains(Cause.VANISHED);
  }

  @Test
  void aLateOlderSegmentShowsAHoleThatWasNeverRecorded() throws IOException {
    recording.record(TEN - 60, TEN - 50); // backfill before the first hour
    later(10);

    HoleTransition opened = only(later(300));

    assertThat(opened.hole().remaining()).isEqualTo(spans(TEN - 50, TEN));
    assertThat(opened.hole().cause()).contains(Cause.MISSING);
  }

  @Test
  void deletionOfTheOldestHourFileByFileInAnyOrderOpensNothing() throws IOException {
    for (long at = TEN; at < ELEVEN; at += 2) {
      // every second one first, from the middle out
      long shuffled = TEN + (at - TEN) * 7 % 3_600;
      recording.lose(shuffled, shuffled + 2);
      if ((at - TEN) % 360 == 0) {
        assertThat(later(400)).isEmpty();
      }
    }
    assertThat(later(400)).isEmpty();
    recording.deleteHour(TEN);
    assertThat(later(400)).isEmpty();
    assertThat(later(400)).isEmpty();
    assertThat(ledger.open()).isEmpty();
  }

  @Test
  void aHoleInAnHourThatRetentionDeletesExpires() throws IOException {
    recording.lose(TEN + 100, TEN + 110);
    ledger = fresh("node");
    observe(List.of(look(recording)), now);
    recording.deleteHour(TEN);

    assertThat(observe(List.of(look(recording)), now))
        .extracting(event -> ((HoleTransition) event).kind())
        .containsExactly(EXPIRED);
  }

  @Test
  void aHoleThatFirstHourLeavesBehindExpires() throws IOException {
    recording.lose(TEN + 100, TEN + 110);
    ledger = fresh("node");
    observe(List.of(look(recording)), now);
    recording.firstHour(ELEVEN);

    assertThat(observe(List.of(look(recording)), now))
        .extracting(event -> ((HoleTransition) event).kind())
        .containsExactly(EXPIRED);
  }

  @Test
  void whatVanishesFromTheOnlyHourIsAHole() throws IOException {
    ledger = fresh("node");
    Recording single = new Recording().record(TEN, TEN + 600);
    observe(List.of(look(single)), now);
    single.lose(TEN + 100, TEN + 110);
    observe(List.of(look(single)), now);

    assertThat(observe(List.of(look(single)), now.plus(SETTLE)))
        .extracting(event -> ((HoleTransition) event).kind())
        .containsExactly(OPENED);
  }

  @Test
  void aGreaterToleranceWithdrawsAHoleAndDoesNotFillIt() throws IOException {
    openHole(2);
    recording.tolerance(Duration.ofSeconds(3));

    assertThat(only(later(10)).kind()).isEqualTo(WITHDRAWN);
  }

  @Test
  void aHoleWhoseNeighboursGoIsWithdrawn() throws IOException {
    openHole(10);
    recording.lose(TWELVE + 610, TWELVE + 620);

    assertThat(only(later(10)).kind()).isEqualTo(WITHDRAWN);
  }

  @Test
  void anHourThatCannotBeReadOpensChangesAndClosesNothing() throws IOException {
    Hole hole = openHole(10);
    Spans twelve = spans(TWELVE, TWELVE + 3_600);
    recording.record(TWELVE + 600, TWELVE + 604);
    assertThat(later(10, twelve)).isEmpty();
    recording.record(TWELVE + 604, TWELVE + 610);
    assertThat(later(10, twelve)).isEmpty();
    recording.lose(TWELVE + 100, TWELVE + 110);
    assertThat(later(400, twelve)).isEmpty();

    assertThat(ledger.open()).containsExactly(hole);
    assertThat(only(later(10)).kind()).isEqualTo(FILLED);
  }

  @Test
  void storageThatGoesIsToldOnceForAllStreamsAndChangesNoHole() throws IOException {
    Hole hole = openHole(10);
    StorageFault gone = new StorageFault(StorageFault.BASE, Reason.NOT_FOUND, "is not there");

    List<LogEvent> went = observe(List.of(faulty(STREAM, gone), faulty(OTHER, gone)));
    assertThat(went).containsExactly(new StorageChange(".", false, "is not there"));
    assertThat(observe(List.of(faulty(STREAM, gone), faulty(OTHER, gone)))).isEmpty();
    assertThat(ledger.open()).containsExactly(hole);

    assertThat(observe(List.of(look(recording), faulty(OTHER, gone)))).isEmpty();
    List<LogEvent> back = observe(List.of(look(recording), lookOf(OTHER)));
    assertThat(back)
        .contains(new StorageChange(".", true, "is there again"))
        .noneMatch(HoleTransition.class::isInstance);
  }

  @Test
  void aStallIsToldOnceAndEndsOnlyWithNewSegments() throws IOException {
    assertThat(observe(List.of(stalled(recording))))
        .containsExactly(new RecordingChange(STREAM, true, (TWELVE + 600) * 1_000_000));
    assertThat(observe(List.of(stalled(recording)))).isEmpty();
    assertThat(observe(List.of(look(recording)))).as("off air is not resumed").isEmpty();

    recording.record(TWELVE + 600, TWELVE + 610);
    assertThat(observe(List.of(look(recording))))
        .containsExactly(new RecordingChange(STREAM, false, (TWELVE + 610) * 1_000_000));
  }

  @Test
  void theLogIsReadOnFromAnyPosition() throws IOException {
    openHole(10);
    LogPosition end = ledger.end();
    recording.record(TWELVE + 600, TWELVE + 610);
    later(10);

    assertThat(end).isEqualTo(new LogPosition("epoch", 2));
    assertThat(ledger.after(end, 10))
        .extracting(LogEntry::position)
        .containsExactly(new LogPosition("epoch", 3));
    assertThat(ledger.after(LogPosition.START, 10)).hasSize(3);
    assertThat(ledger.after(LogPosition.START, 2)).hasSize(2);
    assertThat(ledger.knows(end)).isTrue();
    assertThat(ledger.knows(new LogPosition("another", 1))).isFalse();
    assertThat(ledger.after(new LogPosition("another", 99), 10)).hasSize(3);
    assertThat(ledger.knows(new LogPosition("epoch", 4))).isFalse();
  }

  private List<LogEvent> observe(List<Observation> looks, Instant at) throws IOException {
    ledger = next(ledger);
    return ledger.observe("chan", looks, SETTLE, at).events();
  }

  /** The recording goes on after a gap of some seconds. */
  private void leaveOut(long seconds) {
    recording.record(TWELVE + 600 + seconds, TWELVE + 610 + seconds);
  }

  private Hole openHole(long seconds) throws IOException {
    leaveOut(seconds);
    scan();
    return only(later(300)).hole();
  }

  private List<LogEvent> scan() throws IOException {
    return observe(List.of(look(recording)), now);
  }

  private List<HoleTransition> later(long seconds) throws IOException {
    return later(seconds, Spans.NONE);
  }

  private List<HoleTransition> later(long seconds, Spans unread) throws IOException {
    now = now.plusSeconds(seconds);
    Observation look =
        new Observation(STREAM, recording.timeline(), Optional.empty(), unread, false, Spans.NONE);
    return observe(List.of(look), now).stream().map(HoleTransition.class::cast).toList();
  }

  private List<LogEvent> observe(List<Observation> looks) throws IOException {
    return observe(looks, now);
  }

  private static HoleTransition only(List<HoleTransition> transitions) {
    assertThat(transitions).hasSize(1);
    return transitions.getFirst();
  }

  private static Observation look(Recording recording) {
    return new Observation(
        STREAM, recording.timeline(), Optional.empty(), Spans.NONE, false, Spans.NONE);
  }

  private Observation lookOf(StreamId stream) {
    return new Observation(
        stream, recording.timeline(), Optional.empty(), Spans.NONE, false, Spans.NONE);
  }

  private static Observation stalled(Recording recording) {
    return new Observation(
        STREAM, recording.timeline(), Optional.empty(), Spans.NONE, true, Spans.NONE);
  }

  private Observation faulty(StreamId stream, StorageFault fault) {
    return new Observation(
        stream, recording.timeline(), Optional.of(fault), Spans.NONE, false, Spans.NONE);
  }

  private static Spans spans(long from, long to) {
    return Spans.of(from * Micros.PER_SECOND, to * Micros.PER_SECOND);
  }
}
