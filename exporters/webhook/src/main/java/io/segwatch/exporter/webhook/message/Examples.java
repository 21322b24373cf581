package io.segwatch.exporter.webhook.message;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.HoleTransition.Kind;
import io.segwatch.coverage.life.LogEvent.RecordingChange;
import io.segwatch.coverage.life.LogEvent.StorageChange;
import io.segwatch.coverage.life.LogPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Made-up notices, to show and to try how they are written. */
public final class Examples {
  private static final long LENGTH = 4_500_000;

  private final StreamId stream;
  private final Instant now;

  /**
   * @param stream that they are about
   * @param now when they happen
   */
  public Examples(StreamId stream, Instant now) {
    this.stream = stream;
    this.now = now;
  }

  /** One of each kind, in the order of their types. */
  public List<Notice> all() {
    Hole filled = hole(HoleState.FILLED);
    return List.of(
        event(opened()),
        new Notice.Recovered(position(), now, opened().hole()),
        event(new HoleTransition(Kind.CHANGED, hole(HoleState.CONFIRMED))),
        event(new HoleTransition(Kind.FILLED, filled)),
        new Notice.Passed(position(), now, new HoleTransition(Kind.FILLED, filled)),
        event(new HoleTransition(Kind.EXPIRED, hole(HoleState.EXPIRED))),
        event(new HoleTransition(Kind.WITHDRAWN, hole(HoleState.WITHDRAWN))),
        event(new RecordingChange(stream, true, start())),
        event(new RecordingChange(stream, false, start())),
        event(new StorageChange(stream.toString(), false, "no such file or directory")),
        event(new StorageChange(stream.toString(), true, "")),
        event(
            new Baseline(
                stream.channel(),
                List.of(stream),
                1,
                LENGTH,
                List.of(opened().hole()),
                List.of(stream))),
        new Notice.Digest(
            new LogPosition("k3v9", 1800),
            position(),
            now,
            Map.of(EventType.HOLE_OPENED, 30, EventType.HOLE_FILLED, 13),
            List.of(opened())),
        new Notice.Test(now));
  }

  /** Those of one type. */
  public List<Notice> of(EventType type) {
    return all().stream().filter(notice -> notice.type() == type).toList();
  }

  private Notice event(LogEvent event) {
    return new Notice.Event(new LogEntry(position(), now, event));
  }

  private static LogPosition position() {
    return new LogPosition("k3v9", 1842);
  }

  private HoleTransition opened() {
    Hole hole = hole(HoleState.CONFIRMED);
    return new HoleTransition(
        Kind.OPENED,
        new Hole(
            hole.id(),
            hole.stream(),
            hole.start(),
            hole.end(),
            Spans.of(hole.start(), hole.end()),
            1,
            hole.state(),
            hole.seen(),
            hole.confirmed(),
            Optional.empty(),
            hole.cause()));
  }

  /** A hole as it stands after it was changed or ended. */
  private Hole hole(HoleState state) {
    return new Hole(
        "h_4q8z1m7c0d2x",
        stream,
        start(),
        start() + LENGTH,
        state.isEnd() ? Spans.NONE : Spans.of(start(), start() + LENGTH / 3),
        state.isEnd() ? 3 : 2,
        state,
        now.minus(Duration.ofMinutes(9)),
        Optional.of(now.minus(Duration.ofMinutes(4))),
        state.isEnd() ? Optional.of(now) : Optional.empty(),
        Optional.of(Cause.MISSING));
  }

  private long start() {
    return Micros.of(now.minus(Duration.ofMinutes(10)));
  }
}
