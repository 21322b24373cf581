package io.segwatch.exporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.HoleTransition.Kind;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.HoleLog.Slice;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
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
}
