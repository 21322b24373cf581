package io.segwatch.exporter.webhook;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.HoleTransition.Kind;
import io.segwatch.exporter.webhook.message.EventType;
import io.segwatch.exporter.webhook.message.StoragePlace;
import java.time.Duration;
import java.util.Set;

/**
 * What an endpoint wants to hear (alerts §6); an empty set is no restriction.
 *
 * @param minDuration how long a hole is to be, from its first to its last moment; as a hole never
 *     gets shorter in that sense, one that was told of is told of until it ends, unless this is
 *     raised
 */
record EventFilter(
    Set<String> channels, Set<String> qualities, Set<EventType> types, Duration minDuration) {

  boolean accepts(LogEvent event) {
    if (!types.isEmpty() && !types.contains(EventType.of(narrowed(event)))) {
      return false;
    }
    return switch (event) {
      case LogEvent.HoleTransition transition -> accepts(transition.hole());
      case LogEvent.RecordingChange change -> accepts(change.stream());
      case LogEvent.StorageChange change -> accepts(StoragePlace.of(change.place()));
      case LogEvent.Baseline baseline -> baseline.streams().stream().anyMatch(this::accepts);
    };
  }

  /**
   * An entry that is accepted, as if there were nothing but what the endpoint wants to hear: a hole
   * that only now is long enough opens. Lists are of that alone; counts stand.
   */
  LogEntry narrowed(LogEntry entry) {
    return new LogEntry(entry.position(), entry.at(), narrowed(entry.event()));
  }

  private LogEvent narrowed(LogEvent event) {
    return switch (event) {
      case LogEvent.HoleTransition(Kind kind, Hole hole, long before)
          when kind == Kind.CHANGED && before < Micros.of(minDuration) ->
          new LogEvent.HoleTransition(Kind.OPENED, hole);
      case LogEvent.Baseline baseline -> narrowed(baseline);
      default -> event;
    };
  }

  private LogEvent.Baseline narrowed(LogEvent.Baseline baseline) {
    return new LogEvent.Baseline(
        baseline.channel(),
        baseline.streams(),
        baseline.holes(),
        baseline.holeMicros(),
        baseline.longest().stream().filter(this::accepts).toList(),
        baseline.stalled().stream().filter(this::accepts).toList());
  }

  boolean accepts(Hole hole) {
    return accepts(hole.stream()) && hole.duration() >= Micros.of(minDuration);
  }

  boolean accepts(StreamId stream) {
    return admits(channels, stream.channel()) && admits(qualities, stream.quality());
  }

  /** Storage that is not there takes everything below it away: whoever watches that is told. */
  private boolean accepts(StoragePlace place) {
    return place.channel().map(channel -> admits(channels, channel)).orElse(true)
        && place.quality().map(quality -> admits(qualities, quality)).orElse(true);
  }

  private static boolean admits(Set<String> wanted, String name) {
    return wanted.isEmpty() || wanted.contains(name);
  }
}
