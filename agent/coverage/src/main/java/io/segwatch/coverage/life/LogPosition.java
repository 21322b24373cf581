package io.segwatch.coverage.life;

/**
 * A place in the log: everything up to and including an entry.
 *
 * @param epoch which log; a new one is made at random where the old one is lost
 * @param sequence of the entry, from 1 without gaps; 0 is before the first
 */
public record LogPosition(String epoch, long sequence) {
  /** Before the first entry of whatever log there is. */
  public static final LogPosition START = new LogPosition("", 0);
}
