package io.segwatch.exporter.webhook.message;

import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.RecordingChange;
import io.segwatch.coverage.life.LogEvent.StorageChange;
import io.segwatch.coverage.life.LogPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One thing that an endpoint is told (alerts §3, §6), in no format yet. */
public sealed interface Notice {
  EventType type();

  /** What it is about. */
  String subject();

  /** All that it is about: notices that share one of these are to be told in their order. */
  default Set<String> subjects() {
    return Set.of(subject());
  }

  /** When what it tells was recorded; of several things, the last. */
  Instant recorded();

  /** The last entry of the log that it tells. */
  LogPosition position();

  /**
   * What no other notice to an endpoint has, so that one made again after a loss of state is known
   * to be the same (alerts §4).
   */
  List<String> identity();

  /** The id of the message that tells it to an endpoint. */
  default String messageId(String endpoint) {
    List<String> parts = new ArrayList<>(List.of(endpoint));
    parts.addAll(identity());
    return "msg_" + Fingerprint.of(parts);
  }

  /** An entry of the log. */
  record Event(LogEntry entry) implements Notice {
    @Override
    public EventType type() {
      return EventType.of(entry.event());
    }

    @Override
    public String subject() {
      return switch (entry.event()) {
        case HoleTransition transition -> subjectOf(transition.hole());
        case RecordingChange change -> "recording " + change.stream();
        case StorageChange change -> "storage " + change.place();
        case Baseline baseline -> "digest " + baseline.channel();
      };
    }

    @Override
    public Set<String> subjects() {
      return entry.event() instanceof Baseline baseline
          ? subjectsOf(subject(), baseline.longest().stream())
          : Set.of(subject());
    }

    @Override
    public Instant recorded() {
      return entry.at();
    }

    @Override
    public LogPosition position() {
      return entry.position();
    }

    @Override
    public List<String> identity() {
      return switch (entry.event()) {
        case HoleTransition(_, Hole hole, _) -> identityOf(hole, type());
        case Baseline _ -> identityOf(position(), position());
        default -> List.of(position().epoch(), Long.toString(position().sequence()));
      };
    }
  }

  /**
   * A hole that ended before the message of its opening was ever sent: one notice tells both, in
   * place of that of its end.
   *
   * @param end the entry of its end
   */
  record Passed(LogPosition position, Instant recorded, HoleTransition end) implements Notice {
    @Override
    public EventType type() {
      return EventType.of(end);
    }

    @Override
    public String subject() {
      return subjectOf(end.hole());
    }

    @Override
    public List<String> identity() {
      return identityOf(end.hole(), type());
    }
  }

  /**
   * A hole that is open, told again because the log that told of its opening was lost (alerts §2).
   *
   * @param position the entry of the new log that brought it up
   * @param recorded when that was recorded
   */
  record Recovered(LogPosition position, Instant recorded, Hole hole) implements Notice {
    @Override
    public EventType type() {
      return EventType.HOLE_OPENED;
    }

    @Override
    public String subject() {
      return subjectOf(hole);
    }

    @Override
    public List<String> identity() {
      return identityOf(hole, type());
    }
  }

  /**
   * More transitions of holes than anybody wants to be told one by one (alerts §6).
   *
   * @param first the first entry that it tells
   * @param position the last one
   * @param counts how many of each type, without zeros
   * @param longest those of the longest holes, at most {@link Baseline#LONGEST}, longest first
   * @param recovered whether all are open holes that are told again, as {@link Recovered}
   */
  record Digest(
      LogPosition first,
      LogPosition position,
      Instant recorded,
      Map<EventType, Integer> counts,
      List<HoleTransition> longest,
      boolean recovered)
      implements Notice {
    /** A digest of what has just happened. */
    public Digest(
        LogPosition first,
        LogPosition position,
        Instant recorded,
        Map<EventType, Integer> counts,
        List<HoleTransition> longest) {
      this(first, position, recorded, counts, longest, false);
    }

    /** How many transitions it tells. */
    public int size() {
      return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public EventType type() {
      return EventType.DIGEST;
    }

    @Override
    public String subject() {
      return "digest";
    }

    @Override
    public Set<String> subjects() {
      return subjectsOf(subject(), longest.stream().map(HoleTransition::hole));
    }

    @Override
    public List<String> identity() {
      List<String> identity = identityOf(first, position);
      return recovered
          ? Stream.concat(identity.stream(), Stream.of("recovered")).toList()
          : identity;
    }
  }

  /** Nothing but that messages arrive. */
  record Test(Instant recorded) implements Notice {
    @Override
    public EventType type() {
      return EventType.TEST;
    }

    @Override
    public String subject() {
      return "test";
    }

    @Override
    public LogPosition position() {
      return LogPosition.START;
    }

    @Override
    public List<String> identity() {
      return List.of(type().label(), recorded.toString());
    }
  }

  private static Set<String> subjectsOf(String subject, Stream<Hole> holes) {
    return Stream.concat(Stream.of(subject), holes.map(Notice::subjectOf))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String subjectOf(Hole hole) {
    return "hole " + hole.id();
  }

  private static List<String> identityOf(Hole hole, EventType type) {
    return List.of(hole.id(), type.label(), Integer.toString(hole.revision()));
  }

  private static List<String> identityOf(LogPosition first, LogPosition last) {
    return List.of(last.epoch(), Long.toString(first.sequence()), Long.toString(last.sequence()));
  }
}
