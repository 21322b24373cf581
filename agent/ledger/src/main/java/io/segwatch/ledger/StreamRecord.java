package io.segwatch.ledger;

import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.RecordingChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** All that is remembered of one stream: its holes once there is a baseline, and its stall. */
final class StreamRecord {
  private Optional<HoleTracker> tracker = Optional.empty();

  /** The live edge of the stall that was told and is not over. */
  private OptionalLong stalledAt = OptionalLong.empty();

  boolean hasBaseline() {
    return tracker.isPresent();
  }

  List<Hole> open() {
    return tracker.map(HoleTracker::open).orElse(List.of());
  }

  /** Whether a look can be the first one: complete, and of something that is there. */
  static boolean canBeBaseline(Observation look) {
    return look.isComplete() && !look.timeline().hours().isEmpty();
  }

  /** Takes in the first look; answers the holes that were there before anybody watched. */
  List<Hole> baseline(Observation look, HoleIds ids, Instant at) {
    HoleTracker first = new HoleTracker(look, ids, at);
    tracker = Optional.of(first);
    if (look.stalled()) {
      stalledAt = OptionalLong.of(look.timeline().liveEdge());
    }
    return first.open();
  }

  List<LogEvent> observe(Observation look, Duration settle, Instant at) {
    if (tracker.isEmpty() || look.fault().isPresent()) {
      return List.of();
    }
    List<LogEvent> events = new ArrayList<>(tracker.get().observe(look, settle, at));
    recordingChange(look).ifPresent(events::add);
    return events;
  }

  /** A stream that goes off air after a stall has not resumed: only new segments end a stall. */
  private Optional<LogEvent> recordingChange(Observation look) {
    StreamId stream = look.stream();
    long edge = look.timeline().liveEdge();
    if (look.stalled() && stalledAt.isEmpty()) {
      stalledAt = OptionalLong.of(edge);
      return Optional.of(new RecordingChange(stream, true, edge));
    }
    if (!look.stalled() && stalledAt.isPresent() && edge > stalledAt.getAsLong()) {
      stalledAt = OptionalLong.empty();
      return Optional.of(new RecordingChange(stream, false, edge));
    }
    return Optional.empty();
  }
}
