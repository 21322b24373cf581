package io.segwatch.exporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HolePage;
import io.segwatch.coverage.life.HolePage.Totals;
import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.coverage.life.HoleQuery.Order;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.HoleTransition.Kind;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.HoleLog.Slice;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FakeHoleLogTest {
  private final TurnedClock clock = new TurnedClock();
  private final FakeHoleLog log = new FakeHoleLog(clock, Runnable::run);

  static LogEvent opened(String id) {
    return new HoleTransition(Kind.OPENED, hole(id, HoleState.CONFIRMED));
  }

  private static Hole hole(String id, HoleState state) {
    return new Hole(
        id,
        Recording.STREAM,
        0,
        1_000_000,
        state.isEnd() ? Spans.NONE : Spans.of(0, 1_000_000),
        1,
        state,
        TurnedClock.START,
        Optional.of(TurnedClock.START),
        state.isEnd() ? Optional.of(TurnedClock.START) : Optional.empty(),
        Optional.of(Cause.MISSING));
  }

  private Slice after(LogPosition position, int limit) {
    return Await.result(log.after(position, limit));
  }

  @Test
  void isReadOnFromAPosition() {
    log.write(opened("h_1"), opened("h_2"));
    clock.turn(Duration.ofSeconds(1));
    log.write(opened("h_3"));

    Slice first = after(LogPosition.START, 2);
    LogPosition read = first.entries().getLast().position();
    Slice second = after(read, 2);

    assertThat(first.entries()).extracting(LogEntry::at).containsOnly(TurnedClock.START);
    assertThat(second.entries())
        .containsExactly(
            new LogEntry(Await.result(log.end()), TurnedClock.START.plusSeconds(1), opened("h_3")));
    assertThat(second.restarted()).isFalse();
  }

  @Test
  void startsAnewWhereItWasLost() {
    log.write(opened("h_1"));
    LogPosition read = Await.result(log.end());
    log.lose("another");
    log.write(opened("h_2"));

    Slice slice = after(read, 10);

    assertThat(slice.restarted()).isTrue();
    assertThat(slice.entries()).extracting(LogEntry::event).containsExactly(opened("h_2"));
  }

  @Test
  void failsAsOftenAsItIsTold() {
    log.failNext(1);

    assertThatThrownBy(() -> after(LogPosition.START, 1)).isInstanceOf(IOException.class);
    assertThat(after(LogPosition.START, 1).entries()).isEmpty();
  }

  @Test
  void knowsWhichHolesAreOpen() {
    log.write(opened("h_1"), opened("h_2"));
    log.write(new HoleTransition(Kind.FILLED, hole("h_1", HoleState.FILLED)));

    assertThat(Await.result(log.open())).containsExactly(hole("h_2", HoleState.CONFIRMED));
  }

  private static Hole open(String id, long start, long end) {
    return new Hole(
        id,
        Recording.STREAM,
        start,
        end,
        Spans.of(start, end),
        1,
        HoleState.CONFIRMED,
        TurnedClock.START,
        Optional.of(TurnedClock.START),
        Optional.empty(),
        Optional.of(Cause.MISSING));
  }

  private List<String> ids(HoleQuery query) {
    return Await.result(log.find(query)).holes().stream().map(Hole::id).toList();
  }

  @Test
  void findsHolesByStateAndTimeAndLength() {
    log.know(open("h_1", 0, 5), open("h_2", 10, 40), open("h_3", 50, 60));
    log.write(new HoleTransition(Kind.FILLED, hole("h_9", HoleState.FILLED)));

    assertThat(ids(HoleQuery.ALL)).containsExactly("h_1", "h_9", "h_2", "h_3");
    assertThat(ids(HoleQuery.ALL.in(Set.of(HoleState.FILLED)))).containsExactly("h_9");
    assertThat(ids(HoleQuery.ALL.in(Set.of(HoleState.CONFIRMED)).between(5, 50)))
        .containsExactly("h_2");
    assertThat(ids(HoleQuery.ALL.in(Set.of(HoleState.CONFIRMED)).lasting(10)))
        .containsExactly("h_2", "h_3");
    assertThat(ids(HoleQuery.ALL.of(Set.of("another"), Set.of()))).isEmpty();
    assertThat(ids(HoleQuery.ALL.ofPlannedBreaks())).isEmpty();
  }

  @Test
  void tellsTheSumsOfEveryState() {
    log.know(open("h_1", 0, 5), open("h_2", 10, 40));

    assertThat(Await.result(log.find(HoleQuery.ALL.take(1))).totals())
        .containsEntry(HoleState.CONFIRMED, new Totals(2, 35))
        .containsEntry(HoleState.FILLED, new Totals(0, 0));
  }

  @Test
  void missesAndRepeatsNothingWhileHolesGrow() {
    HoleQuery longest = HoleQuery.ALL.by(Order.DURATION, true).take(2);
    log.know(open("h_1", 0, 10), open("h_2", 10, 30), open("h_3", 50, 80), open("h_4", 90, 95));
    HolePage first = Await.result(log.find(longest));

    log.know(open("h_3", 50, 51), open("h_4", 90, 1_000), open("h_5", 2_000, 2_001));
    HolePage second = Await.result(log.find(longest.after(first.next().orElseThrow())));
    HolePage third = Await.result(log.find(longest.after(second.next().orElseThrow())));

    assertThat(first.holes()).extracting(Hole::id).containsExactly("h_3", "h_2");
    assertThat(second.holes()).extracting(Hole::id).containsExactly("h_1", "h_4");
    assertThat(third.holes()).extracting(Hole::id).containsExactly("h_5");
    assertThat(third.next()).isEmpty();
  }

  @Test
  void refusesACursorThatItDidNotGiveOut() {
    log.know(open("h_1", 0, 10), open("h_2", 10, 30));
    String cursor = Await.result(log.find(HoleQuery.ALL.take(1))).next().orElseThrow();

    assertThatThrownBy(() -> ids(HoleQuery.ALL.after("abc")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ids(HoleQuery.ALL.by(Order.SEEN, true).after(cursor)))
        .hasMessageContaining("another order");
    log.lose("other");
    assertThatThrownBy(() -> ids(HoleQuery.ALL.after(cursor))).hasMessageContaining("no more");
  }
}
