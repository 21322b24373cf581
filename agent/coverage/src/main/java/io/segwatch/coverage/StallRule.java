package io.segwatch.coverage;

import java.util.Locale;

/**
 * When a stream that stands still is stalled (coverage §7).
 *
 * @param after older than this is stalled, in microseconds
 * @param offAirAfter as old as this is off air, in microseconds
 */
public record StallRule(Live live, long after, long offAirAfter) {
  /** Whether a stream is expected to be recording. */
  public enum Live {
    /** Until it has been silent for so long that it must be off air. */
    AUTO,
    ALWAYS,
    NEVER;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a live edge is that of a stalled stream now; both in microseconds. */
  public boolean isStalled(long liveEdge, long now) {
    if (live == Live.NEVER || liveEdge == Long.MIN_VALUE) {
      return false;
    }
    long age = now - liveEdge;
    return age > after && (live == Live.ALWAYS || age < offAirAfter);
  }
}
