package io.segwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.HoleTransition.Kind;
import io.segwatch.coverage.life.LogEvent.RecordingChange;
import io.segwatch.coverage.life.LogEvent.StorageChange;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
  private static final StreamId STREAM = new StreamId("desert\nbus", "source");
  private static final Hole HOLE =
      new Hole(
          "h_1",
          STREAM,
          -5,
          1_000_000,
          Spans.of(-5, 7).plus(Spans.of(9, 1_000_000)),
          2,
          HoleState.CONFIRMED,
          Instant.parse("2026-11-23T20:10:05.000001Z"),
          Optional.of(Instant.parse("2026-11-23T20:15:05Z")),
          Optional.empty(),
          Optional.of(Cause.VANISHED));

  static Stream<LogEvent> events() {
    return Stream.of(
        new HoleTransition(Kind.OPENED, HOLE),
        new HoleTransition(Kind.CHANGED, HOLE, 12),
        new RecordingChange(STREAM, true, Long.MAX_VALUE),
        new StorageChange(".", false, "\u00e9\ud83d\ude80"),
        new Baseline("desert\nbus", List.of(STREAM), 1, 5, List.of(HOLE), List.of(STREAM)));
  }

  @ParameterizedTest
  @MethodSource("events")
  void whatIsWrittenIsRead(LogEvent event) throws IOException {
    assertThat(EventCodec.decode(EventCodec.encode(event))).isEqualTo(event);
  }

  @Test
  void aTransitionOfTheFirstLogsIsOneInWhichNothingGrew() throws IOException {
    byte[] now = EventCodec.encode(new HoleTransition(Kind.CHANGED, HOLE, 12));
    byte[] old = Arrays.copyOf(now, now.length - Long.BYTES);
    old[0] = 1;

    assertThat(EventCodec.decode(old)).isEqualTo(new HoleTransition(Kind.CHANGED, HOLE));
  }

  @ParameterizedTest
  @MethodSource("events")
  void whatIsCutShortIsNoEvent(LogEvent event) {
    byte[] bytes = EventCodec.encode(event);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> EventCodec.decode(cut)).isInstanceOf(IOException.class);
    }
  }
}
