package io.segwatch.exporter.webhook.message;

import io.segwatch.coverage.Micros;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Moments as text: ISO 8601, UTC, with three digits after the point, or as many as it takes. */
public final class IsoTime {
  private static final DateTimeFormatter MILLIS = formatter(3);
  private static final DateTimeFormatter MICROS = formatter(6);

  private IsoTime() {}

  private static DateTimeFormatter formatter(int mostDigits) {
    return new DateTimeFormatterBuilder()
        .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
        .appendFraction(ChronoField.NANO_OF_SECOND, 3, mostDigits, true)
        .appendLiteral('Z')
        .toFormatter(Locale.ROOT)
        .withZone(ZoneOffset.UTC);
  }

  /** To the millisecond. */
  public static String millis(Instant moment) {
    return MILLIS.format(moment);
  }

  /** To the microsecond. */
  public static String of(Instant moment) {
    return MICROS.format(moment);
  }

  /** From microseconds since the epoch. */
  public static String micros(long moment) {
    return of(Micros.toInstant(moment));
  }
}
