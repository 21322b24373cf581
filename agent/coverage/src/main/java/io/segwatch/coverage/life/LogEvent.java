package io.segwatch.coverage.life;

import io.segwatch.coverage.StreamId;
import java.util.List;
import java.util.Locale;

/** Something that happened and that somebody may have to be told. */
public sealed interface LogEvent {

  /**
   * A confirmed hole opened, changed or ended.
   *
   * @param hole as it stands afterwards
   * @param before how long it was before, from its first to its last moment, in microseconds; 0
   *     where it opened, and as long as it is now where nobody noted that
   */
  record HoleTransition(Kind kind, Hole hole, long before) implements LogEvent {
    /** A transition in which the hole did not grow, unless from nothing. */
    public HoleTransition(Kind kind, Hole hole) {
      this(kind, hole, kind == Kind.OPENED ? 0 : hole.duration());
    }

    /** What became of the hole. */
    public enum Kind {
      OPENED,
      CHANGED,
      FILLED,
      EXPIRED,
      WITHDRAWN;

      public String label() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  /**
   * A stream stalled or goes on (coverage §7).
   *
   * @param liveEdge the latest end of a best segment, in microseconds
   */
  record RecordingChange(StreamId stream, boolean stalled, long liveEdge) implements LogEvent {}

  /**
   * Storage went away or came back.
   *
   * @param place what is not there: the base folder ({@code .}), a channel, or a stream
   * @param reason why, as the operating system says it
   */
  record StorageChange(String place, boolean available, String reason) implements LogEvent {}

  /**
   * The first complete scan of streams of a channel: what was wrong before anybody watched is told
   * once, and opens nothing (alerts §6).
   *
   * @param holes how many there were
   * @param holeMicros their sum, in microseconds
   * @param longest the longest of them, at most {@link #LONGEST}, longest first
   * @param stalled which of the streams are stalled
   */
  record Baseline(
      String channel,
      List<StreamId> streams,
      int holes,
      long holeMicros,
      List<Hole> longest,
      List<StreamId> stalled)
      implements LogEvent {
    public static final int LONGEST = 20;
  }
}
