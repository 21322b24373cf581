package io.segwatch.agent.demo;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.SegmentType;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Names of files as the recorder in use writes them. */
final class RecorderNames {
  private static final int HASH_BYTES = 32;
  private static final Base64.Encoder HASH = Base64.getUrlEncoder().withoutPadding();

  private RecorderNames() {}

  /**
   * A finished segment, {@code 59:58.732000-2.0-full-HASH.ts}.
   *
   * @param start in microseconds since the epoch
   * @param duration in microseconds
   * @param random makes up the hash
   */
  static String segment(long start, long duration, SegmentType type, RandomGenerator random) {
    byte[] hash = new byte[HASH_BYTES];
    random.nextBytes(hash);
    return stem(start, duration, type) + HASH.encodeToString(hash) + ".ts";
  }

  /** A segment that is being written. */
  static String temp(long start, long duration, RandomGenerator random) {
    UUID unique = new UUID(random.nextLong(), random.nextLong());
    return stem(start, duration, SegmentType.TEMP) + unique + ".ts";
  }

  /** What says that a segment is deleted. */
  static String tombstone(String segment) {
    return segment.substring(0, segment.length() - ".ts".length()) + ".tombstone";
  }

  private static String stem(long start, long duration, SegmentType type) {
    long inHour = Math.floorMod(start, Micros.PER_HOUR);
    long seconds = inHour / Micros.PER_SECOND;
    return String.format(
        Locale.ROOT,
        "%02d:%02d.%06d-%s-%s-",
        seconds / 60,
        seconds % 60,
        inHour % Micros.PER_SECOND,
        seconds(duration),
        type.label());
  }

  /** As Python prints a float: 2.0, 1.967. */
  private static String seconds(long micros) {
    BigDecimal seconds = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
    return seconds.setScale(Math.max(1, seconds.scale())).toPlainString();
  }
}
