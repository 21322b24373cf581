package io.segwatch.agent.cli;

import io.segwatch.coverage.Micros;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures as text; without {@code BigDecimal}, whose tables take longer to make than a report. */
final class Figures {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final long PER_MINUTE = 60 * Micros.PER_SECOND;

  /** To four digits of a percent; as many as a second has microseconds. */
  private static final long PARTS = Micros.PER_SECOND;

  /** More than a ratio times {@link #PARTS} can be off, as both are rounded. */
  private static final double PRODUCT_ERROR = 1e-9;

  private Figures() {}

  /** A moment to the microsecond. */
  static String time(long micros) {
    return TIME.format(Micros.toInstant(micros));
  }

  /** A length in seconds to the microsecond. */
  static String seconds(long micros) {
    long length =
        Math.abs(micros); // one between two looks at a clock that was set back is negative
    String fraction = String.valueOf(Micros.PER_SECOND + length % Micros.PER_SECOND);
    return (micros < 0 ? "-" : "") + length / Micros.PER_SECOND + "." + fraction.substring(1);
  }

  /** A length as people say it, exact below an hour and cut to seconds from there on. */
  static String length(long micros) {
    if (micros >= Micros.PER_HOUR) {
      return String.format(
          Locale.ROOT,
          "%dh%02dm%02ds",
          micros / Micros.PER_HOUR,
          micros % Micros.PER_HOUR / PER_MINUTE,
          micros % PER_MINUTE / Micros.PER_SECOND);
    }
    String seconds = withoutZeros(seconds(micros % PER_MINUTE));
    return micros < PER_MINUTE ? seconds + "s" : micros / PER_MINUTE + "m" + seconds + "s";
  }

  /** A share of at most 1, cut and never rounded up: 100 % is all of it. */
  static String percent(double ratio) {
    long parts = (long) (ratio * PARTS + PRODUCT_ERROR);
    long cut = ratio < 1 ? Math.min(parts, PARTS - 1) : parts;
    return withoutZeros(seconds(cut * 100)) + " %";
  }

  /** A decimal fraction without zeros at its end. */
  private static String withoutZeros(String fraction) {
    int end = fraction.length();
    while (fraction.charAt(end - 1) == '0') {
      end--;
    }
    return fraction.substring(0, fraction.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
