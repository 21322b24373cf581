package io.segwatch.agent.cli;

import io.segwatch.coverage.Micros;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures as text. */
final class Figures {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final long PER_MINUTE = 60 * Micros.PER_SECOND;

  private Figures() {}

  /** A moment to the microsecond. */
  static String time(long micros) {
    return TIME.format(Micros.toInstant(micros));
  }

  /** A length in seconds to the microsecond. */
  static String seconds(long micros) {
    return BigDecimal.valueOf(micros, 6).toPlainString();
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
    String seconds =
        new BigDecimal(seconds(micros % PER_MINUTE)).stripTrailingZeros().toPlainString();
    return micros < PER_MINUTE ? seconds + "s" : micros / PER_MINUTE + "m" + seconds + "s";
  }

  /** A share of at most 1, cut and never rounded up: 100 % is all of it. */
  static String percent(double ratio) {
    return BigDecimal.valueOf(ratio)
            .movePointRight(2)
            .setScale(4, RoundingMode.DOWN)
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }
}
