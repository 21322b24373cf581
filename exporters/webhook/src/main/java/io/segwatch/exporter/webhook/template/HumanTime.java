package io.segwatch.exporter.webhook.template;

import io.segwatch.coverage.Micros;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and durations, in microseconds, as people read them. */
final class HumanTime {
  private static final long SECOND = 1_000_000;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int DAY_CHARACTERS = "2026-11-23".length();

  private HumanTime() {}

  /** {@code 2026-11-23 20:10:00.000 UTC}. */
  static String moment(Instant moment) {
    return MOMENT.format(moment) + " UTC";
  }

  /** {@code 2026-11-23 20:10:00.000 to 20:10:04.500 UTC}. */
  static String interval(long from, long to) {
    String start = MOMENT.format(Micros.toInstant(from));
    String end = moment(Micros.toInstant(to));
    String day = start.substring(0, DAY_CHARACTERS);
    return start + " to " + (end.startsWith(day) ? end.substring(DAY_CHARACTERS + 1) : end);
  }

  /** {@code 4.5 s}, {@code 12 min 3 s}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
  static String span(long micros) {
    long seconds = (micros + SECOND / 2) / SECOND;
    if (micros < 60 * SECOND) {
      return seconds(micros).toPlainString() + " s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " min" + rest(seconds % 60, " s");
    }
    return seconds < 86_400
        ? seconds / 3_600 + " h" + rest(seconds % 3_600 / 60, " min")
        : seconds / 86_400 + " d" + rest(seconds % 86_400 / 3_600, " h");
  }

  private static String rest(long amount, String unit) {
    return amount == 0 ? "" : " " + amount + unit;
  }

  /** Exact to the microsecond, and never with an exponent. */
  static BigDecimal seconds(long micros) {
    BigDecimal seconds = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
    return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
  }
}
