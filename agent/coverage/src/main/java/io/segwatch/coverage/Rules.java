package io.segwatch.coverage;

import java.time.Duration;

/**
 * What is configured about coverage itself.
 *
 * @param tolerance the longest gap that is no hole, in microseconds, 0 or more (§1)
 * @param offAirAfter from which length on a gap is a time off air, in microseconds (§4)
 * @param bounds the hours that count (§2)
 */
public record Rules(long tolerance, long offAirAfter, HourRange bounds) {
  public static final Rules DEFAULT =
      new Rules(Micros.of(Duration.ofMillis(10)), Micros.of(Duration.ofHours(24)), HourRange.ALL);

  public Rules {
    if (tolerance < 0 || offAirAfter <= tolerance) {
      throw new IllegalArgumentException("0 <= tolerance < off air, not " + tolerance);
    }
  }
}
