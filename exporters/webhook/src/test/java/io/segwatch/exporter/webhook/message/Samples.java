package io.segwatch.exporter.webhook.message;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.HoleTransition.Kind;
import java.time.Instant;
import java.util.Optional;

/** Things that happen. */
public final class Samples {
  public static final StreamId SOURCE = new StreamId("desertbus", "source");
  public static final long START = Micros.of(Instant.parse("2026-11-23T20:10:00Z"));

  private Samples() {}

  /** A hole of 4.5 seconds that was just confirmed. */
  public static Hole hole(String id) {
    return hole(id, SOURCE, 4_500_000);
  }

  public static Hole hole(String id, StreamId stream, long duration) {
    return new Hole(
        id,
        stream,
        START,
        START + duration,
        Spans.of(START, START + duration),
        1,
        HoleState.CONFIRMED,
        Instant.parse("2026-11-23T20:10:05Z"),
        Optional.of(Instant.parse("2026-11-23T20:15:05.25Z")),
        Optional.empty(),
        Optional.of(Cause.MISSING));
  }

  /** A hole as it stands after a later transition. */
  public static Hole later(Hole hole, int revision, HoleState state, Spans remaining) {
    return new Hole(
        hole.id(),
        hole.stream(),
        hole.start(),
        hole.end(),
        remaining,
        revision,
        state,
        hole.seen(),
        hole.confirmed(),
        state.isEnd()
            ? Optional.of(Instant.parse("2026-11-23T20:20:00.000001Z"))
            : Optional.empty(),
        hole.cause());
  }

  public static LogEvent opened(String id) {
    return opened(hole(id));
  }

  public static LogEvent opened(Hole hole) {
    return new HoleTransition(Kind.OPENED, hole);
  }

  public static LogEvent changed(String id) {
    Hole hole = hole(id);
    return new HoleTransition(
        Kind.CHANGED,
        later(hole, 2, HoleState.CONFIRMED, Spans.of(hole.start(), hole.end() - 1_000_000)));
  }

  public static LogEvent filled(String id) {
    return new HoleTransition(Kind.FILLED, later(hole(id), 3, HoleState.FILLED, Spans.NONE));
  }
}
