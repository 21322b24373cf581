package io.segwatch.coverage;

/**
 * Hours from a first to a last one, both included, each given by its start in microseconds. Where
 * there is no bound, it is the smallest or largest number.
 */
public record HourRange(long first, long last) {
  public static final HourRange ALL = new HourRange(Long.MIN_VALUE, Long.MAX_VALUE);

  public boolean contains(long hour) {
    return first <= hour && hour <= last;
  }

  /** How many hours there are; for ranges with both bounds. */
  public long count() {
    return Math.max(0, (last - first) / Micros.PER_HOUR + 1);
  }
}
