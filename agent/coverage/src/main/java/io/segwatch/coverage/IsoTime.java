package io.segwatch.coverage;

import static java.time.temporal.ChronoField.HOUR_OF_DAY;
import static java.time.temporal.ChronoField.MINUTE_OF_HOUR;
import static java.time.temporal.ChronoField.NANO_OF_SECOND;
import static java.time.temporal.ChronoField.OFFSET_SECONDS;
import static java.time.temporal.ChronoField.SECOND_OF_MINUTE;
import static java.time.temporal.ChronoField.YEAR;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Times as people write them, in ISO 8601: a calendar date, and as much of a time of day and an
 * offset as there is, {@code 2026-11-15}, {@code 2026-11-15T13}, {@code
 * 2026-11-15T14:30:05.5+01:00} or {@code 20261115T1330Z}. What is left out is zero; without an
 * offset it is UTC.
 */
public final class IsoTime {
  private static final DateTimeFormatter EXTENDED = format("-MM-dd", ":mm", ":ss");
  private static final DateTimeFormatter BASIC = format("MMdd", "mm", "ss");

  private IsoTime() {}

  /** Microseconds since the epoch, or empty where the text is no such time. */
  public static OptionalLong parse(String text) {
    boolean extended = text.length() > 4 && text.charAt(4) == '-';
    try {
      OffsetDateTime time = (extended ? EXTENDED : BASIC).parse(text, OffsetDateTime::from);
      return OptionalLong.of(Micros.of(time.toInstant()));
    } catch (DateTimeException notATime) {
      return OptionalLong.empty();
    }
  }

  private static DateTimeFormatter format(String monthAndDay, String minutes, String seconds) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendValue(YEAR, 4)
        .appendPattern(monthAndDay)
        .optionalStart()
        .appendPattern("'T'HH")
        .optionalStart()
        .appendPattern(minutes)
        .optionalStart()
        .appendPattern(seconds)
        .optionalStart()
        .appendFraction(NANO_OF_SECOND, 1, 9, true)
        .optionalEnd()
        .optionalEnd()
        .optionalEnd()
        .optionalStart()
        .parseLenient() // with or without minutes, with or without their colon
        .appendOffset("+HH", "Z")
        .parseStrict()
        .optionalEnd()
        .optionalEnd()
        .parseDefaulting(HOUR_OF_DAY, 0)
        .parseDefaulting(MINUTE_OF_HOUR, 0)
        .parseDefaulting(SECOND_OF_MINUTE, 0)
        .parseDefaulting(OFFSET_SECONDS, 0)
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
