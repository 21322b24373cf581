package io.segwatch.exporter.web.api;

import io.segwatch.coverage.Micros;
import io.segwatch.exporter.web.answer.InvalidQueryException;
import io.segwatch.exporter.web.answer.Query;
import io.segwatch.exporter.web.lane.Lane;
import java.util.Collection;
import java.util.OptionalLong;

/** The time {@code [from, to)} that is asked for, in microseconds; longer than nothing. */
record Window(long from, long to) {
  /** The longest there is. */
  static final long MOST = 31 * 24 * Micros.PER_HOUR;

  /**
   * Reads it; what is left out is all that is recorded, as far back as a window can reach.
   *
   * @param start when what is recorded begins, if that is configured
   */
  static Window of(Query query, Collection<Lane> lanes, OptionalLong start, long now)
      throws InvalidQueryException {
    OptionalLong from = query.time("from");
    OptionalLong to = query.time("to");
    long end = to.isPresent() ? to.getAsLong() : newest(lanes, now);
    if (to.isEmpty() && from.isPresent()) {
      end = Math.max(Math.min(end, from.getAsLong() + MOST), from.getAsLong() + Micros.PER_HOUR);
    }
    long begin = from.isPresent() ? from.getAsLong() : begin(start, lanes, end);
    return of(begin, end, MOST, "31 days");
  }

  /** Reads one that is to be given, and to be no longer than that. */
  static Window of(Query query, long most, String words) throws InvalidQueryException {
    OptionalLong from = query.time("from");
    OptionalLong to = query.time("to");
    if (from.isEmpty() || to.isEmpty()) {
      throw new InvalidQueryException("from and to are to be given");
    }
    return of(from.getAsLong(), to.getAsLong(), most, words);
  }

  private static Window of(long from, long to, long most, String words)
      throws InvalidQueryException {
    if (from >= to) {
      throw new InvalidQueryException("to is to be later than from");
    }
    if (to - from > most) {
      throw new InvalidQueryException("from and to are to be at most " + words + " apart");
    }
    return new Window(from, to);
  }

  private static long begin(OptionalLong start, Collection<Lane> lanes, long end) {
    long earliest = start.isPresent() ? Micros.hourOf(start.getAsLong()) : oldest(lanes, end);
    return earliest < end ? Math.max(earliest, end - MOST) : end - MOST;
  }

  private static long newest(Collection<Lane> lanes, long now) {
    return lanes.stream()
            .map(Lane::timeline)
            .filter(timeline -> !timeline.isEmpty())
            .mapToLong(timeline -> Micros.hourOf(timeline.liveEdge() - 1))
            .max()
            .orElse(Micros.hourOf(now))
        + Micros.PER_HOUR;
  }

  private static long oldest(Collection<Lane> lanes, long end) {
    return lanes.stream()
        .map(Lane::timeline)
        .filter(timeline -> !timeline.isEmpty())
        .mapToLong(timeline -> Micros.hourOf(timeline.firstStart()))
        .min()
        .orElse(end - 24 * Micros.PER_HOUR);
  }

  /** The begin of the first hour that it touches. */
  long firstHour() {
    return Micros.hourOf(from);
  }
}
