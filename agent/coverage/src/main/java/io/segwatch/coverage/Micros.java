package io.segwatch.coverage;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Time as whole microseconds: units and conversions. */
public final class Micros {
  public static final long PER_SECOND = 1_000_000L;
  public static final long PER_HOUR = 3_600 * PER_SECOND;

  private Micros() {}

  /** Microseconds since the epoch; what is finer than a microsecond is cut off. */
  public static long of(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /** A duration in microseconds; what is finer than a microsecond is cut off. */
  public static long of(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), PER_SECOND), duration.getNano() / 1_000);
  }

  public static Instant toInstant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  public static double toSeconds(long micros) {
    return micros / (double) PER_SECOND;
  }

  /** The start of the hour in which a moment lies. */
  public static long hourOf(long micros) {
    return Math.floorDiv(micros, PER_HOUR) * PER_HOUR;
  }
}
