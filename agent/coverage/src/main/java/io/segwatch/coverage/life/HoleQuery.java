package io.segwatch.coverage.life;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the known holes are asked for, and in which order.
 *
 * <pre>{@code
 * HoleQuery.ALL.in(HoleState.CONFIRMED).between(from, to).by(Order.DURATION, true).take(20)
 * }</pre>
 *
 * @param states in any of which a hole is to be
 * @param planned whether planned breaks are asked for, instead of holes
 * @param channels of any of which it is to be; empty for all
 * @param qualities of any of which it is to be; empty for all
 * @param from together with {@code to}, a time that it is to overlap, in microseconds
 * @param minDuration how long it is to be from its first to its last moment, in microseconds
 * @param limit how many are to be on a page, at most {@link #MOST}
 * @param cursor where the page before ended, as that page said; else it is the first one
 */
public record HoleQuery(
    Set<HoleState> states,
    boolean planned,
    Set<String> channels,
    Set<String> qualities,
    long from,
    long to,
    long minDuration,
    Order order,
    boolean descending,
    int limit,
    Optional<String> cursor) {
  public static final int MOST = 1_000;

  /** Every hole that is known, in order of start. */
  public static final HoleQuery ALL =
      new HoleQuery(
          EnumSet.allOf(HoleState.class),
          false,
          Set.of(),
          Set.of(),
          Long.MIN_VALUE,
          Long.MAX_VALUE,
          0,
          Order.START,
          false,
          MOST,
          Optional.empty());

  /**
   * By what holes are ordered. What changes while pages are turned does not count until the last
   * one: no hole is missed or told twice for that.
   */
  public enum Order {
    START,
    DURATION,
    /** When it was first seen. */
    SEEN
  }

  public HoleQuery {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit " + limit + " is not from 1 to " + MOST);
    }
    states = Set.copyOf(states);
    channels = Set.copyOf(channels);
    qualities = Set.copyOf(qualities);
  }

  /** Only those in some states. */
  public HoleQuery in(Set<HoleState> wanted) {
    return new HoleQuery(
        wanted,
        planned,
        channels,
        qualities,
        from,
        to,
        minDuration,
        order,
        descending,
        limit,
        cursor);
  }

  /** Planned breaks instead of holes. */
  public HoleQuery ofPlannedBreaks() {
    return new HoleQuery(
        states, true, channels, qualities, from, to, minDuration, order, descending, limit, cursor);
  }

  /** Only those of some channels and qualities; an empty set stands for all. */
  public HoleQuery of(Set<String> someChannels, Set<String> someQualities) {
    return new HoleQuery(
        states,
        planned,
        someChannels,
        someQualities,
        from,
        to,
        minDuration,
        order,
        descending,
        limit,
        cursor);
  }

  /** Only those that overlap {@code [start, end)}, in microseconds. */
  public HoleQuery between(long start, long end) {
    return new HoleQuery(
        states,
        planned,
        channels,
        qualities,
        start,
        end,
        minDuration,
        order,
        descending,
        limit,
        cursor);
  }

  /** Only those that are as long, in microseconds. */
  public HoleQuery lasting(long least) {
    return new HoleQuery(
        states, planned, channels, qualities, from, to, least, order, descending, limit, cursor);
  }

  /** In another order. */
  public HoleQuery by(Order wanted, boolean falling) {
    return new HoleQuery(
        states,
        planned,
        channels,
        qualities,
        from,
        to,
        minDuration,
        wanted,
        falling,
        limit,
        cursor);
  }

  /** With as many on a page. */
  public HoleQuery take(int most) {
    return new HoleQuery(
        states,
        planned,
        channels,
        qualities,
        from,
        to,
        minDuration,
        order,
        descending,
        most,
        cursor);
  }

  /** The page after one that ended at a cursor. */
  public HoleQuery after(String end) {
    return new HoleQuery(
        states,
        planned,
        channels,
        qualities,
        from,
        to,
        minDuration,
        order,
        descending,
        limit,
        Optional.of(end));
  }

  /** Whether a hole is asked for, whatever its state and whichever the page. */
  public boolean matches(Hole hole) {
    return planned == hole.isPlanned()
        && (channels.isEmpty() || channels.contains(hole.stream().channel()))
        && (qualities.isEmpty() || qualities.contains(hole.stream().quality()))
        && hole.start() < to
        && hole.end() > from
        && hole.duration() >= minDuration;
  }
}
