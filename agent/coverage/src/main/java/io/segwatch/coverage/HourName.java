package io.segwatch.coverage;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;

/** The names of hour directories, {@code YYYY-MM-DDTHH} in UTC (coverage §2). */
public final class HourName {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH", Locale.ROOT);
  private static final String SHAPE = "0000-00-00T00";

  private HourName() {}

  /** The start of the hour in microseconds, or empty where the name is not exactly an hour's. */
  public static OptionalLong parse(String name) {
    if (!hasShape(name)) {
      return OptionalLong.empty();
    }
    try {
      int year = Integer.parseInt(name, 0, 4, 10);
      LocalDateTime start =
          LocalDateTime.of(
              year,
              Integer.parseInt(name, 5, 7, 10),
              Integer.parseInt(name, 8, 10, 10),
              Integer.parseInt(name, 11, 13, 10),
              0);
      return year == 0
          ? OptionalLong.empty()
          : OptionalLong.of(start.toEpochSecond(ZoneOffset.UTC) * Micros.PER_SECOND);
    } catch (DateTimeException notADate) {
      return OptionalLong.empty();
    }
  }

  private static boolean hasShape(String name) {
    if (name.length() != SHAPE.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char wanted = SHAPE.charAt(i);
      char c = name.charAt(i);
      if (wanted == '0' ? c < '0' || c > '9' : c != wanted) {
        return false;
      }
    }
    return true;
  }

  /** The name of the hour that starts at a time in microseconds. */
  public static String of(long hour) {
    return FORMAT.format(Micros.toInstant(hour).atOffset(ZoneOffset.UTC));
  }
}
