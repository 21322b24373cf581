package io.segwatch.coverage.life;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which of the known holes are asked for, and in which order. Immutable.
 *
 * <pre>{@code
 * HoleQuery.ALL.in(states).between(from, to).by(Order.DURATION, true).take(20)
 * }</pre>
 */
public final class HoleQuery {
  public static final int MOST = 1_000;

  /** Every hole that is known, in order of start. */
  public static final HoleQuery ALL = new HoleQuery();

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

  // Set while a query is made, never after.
  private Set<HoleState> states = Set.of(HoleState.values());
  private boolean planned;
  private Set<String> channels = Set.of();
  private Set<String> qualities = Set.of();
  private long from = Long.MIN_VALUE;
  private long to = Long.MAX_VALUE;
  private long minDuration;
  private Order order = Order.START;
  private boolean descending;
  private int limit = MOST;
  private Optional<String> cursor = Optional.empty();

  private HoleQuery() {}

  private HoleQuery with(Consumer<HoleQuery> change) {
    HoleQuery next = new HoleQuery();
    next.states = states;
    next.planned = planned;
    next.channels = channels;
    next.qualities = qualities;
    next.from = from;
    next.to = to;
    next.minDuration = minDuration;
    next.order = order;
    next.descending = descending;
    next.limit = limit;
    next.cursor = cursor;
    change.accept(next);
    return next;
  }

  /** Only those in some states. */
  public HoleQuery in(Set<HoleState> wanted) {
    return with(query -> query.states = Set.copyOf(wanted));
  }

  /** Planned breaks instead of holes. */
  public HoleQuery ofPlannedBreaks() {
    return with(query -> query.planned = true);
  }

  /** Only those of some channels and qualities; an empty set stands for all. */
  public HoleQuery of(Set<String> someChannels, Set<String> someQualities) {
    return with(query -> {
      query.channels = Set.copyOf(someChannels);
      query.qualities = Set.copyOf(someQualities);
    });
  }

  /** Only those that overlap {@code [start, end)}, in microseconds. */
  public HoleQuery between(long start, long end) {
    return with(query -> {
      query.from = start;
      query.to = end;
    });
  }

  /** Only those that are as long from their first to their last moment, in microseconds. */
  public HoleQuery lasting(long least) {
    return with(query -> query.minDuration = least);
  }

  /** In another order. */
  public HoleQuery by(Order wanted, boolean falling) {
    return with(query -> {
      query.order = wanted;
      query.descending = falling;
    });
  }

  /**
   * With as many on a page.
   *
   * @throws IllegalArgumentException unless it is from 1 to {@link #MOST}
   */
  public HoleQuery take(int most) {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("limit " + most + " is not from 1 to " + MOST);
    }
    return with(query -> query.limit = most);
  }

  /** The page after one that ended at a cursor, as that page said. */
  public HoleQuery after(String end) {
    return with(query -> query.cursor = Optional.of(end));
  }

  /** In any of which a hole is to be. */
  public Set<HoleState> states() {
    return states;
  }

  /** Whether planned breaks are asked for, instead of holes. */
  public boolean planned() {
    return planned;
  }

  /** Of any of which it is to be; empty for all. */
  public Set<String> channels() {
    return channels;
  }

  /** Of any of which it is to be; empty for all. */
  public Set<String> qualities() {
    return qualities;
  }

  /** With {@link #to}, a time that it is to overlap, in microseconds. */
  public long from() {
    return from;
  }

  public long to() {
    return to;
  }

  public long minDuration() {
    return minDuration;
  }

  public Order order() {
    return order;
  }

  public boolean descending() {
    return descending;
  }

  /** How many are to be on a page. */
  public int limit() {
    return limit;
  }

  /** Where the page before ended; empty for the first. */
  public Optional<String> cursor() {
    return cursor;
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
