package io.segwatch.coverage;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** The names of hour directories, {@code YYYY-MM-DDTHH} in UTC (coverage §2). */
public final class HourName {
  private static final String SHAPE = "0000-00-00T00";

  /** Of every name, in bytes. */
  public static final int LENGTH = SHAPE.length();

  private static final int DAYS_FROM_YEAR_0_TO_1970 = 719_528;
  private static final int DAYS_FROM_JANUARY_TO_MARCH = 60;
  private static final int DAYS_OF_400_YEARS = 146_097;

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
    byte[] name = new byte[LENGTH];
    write(hour, name);
    return new String(name, StandardCharsets.US_ASCII);
  }

  /**
   * Writes the same name into the first {@link #LENGTH} bytes, without making objects on the way.
   *
   * @param hour from year 1 to year 9999
   */
  public static void write(long hour, byte[] into) {
    long hours = Math.floorDiv(hour, Micros.PER_HOUR);
    // Years of 365.2425 days that begin on 1 March, so that the leap day is the last of its year.
    long days = Math.floorDiv(hours, 24) + DAYS_FROM_YEAR_0_TO_1970 - DAYS_FROM_JANUARY_TO_MARCH;
    int era = (int) Math.floorDiv(days, DAYS_OF_400_YEARS);
    int dayOfEra = (int) (days - (long) era * DAYS_OF_400_YEARS);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int month = (5 * dayOfYear + 2) / 153;
    int year = 400 * era + yearOfEra + (month < 10 ? 0 : 1);
    digits(year, 4, into, 0);
    into[4] = '-';
    digits(month < 10 ? month + 3 : month - 9, 2, into, 5);
    into[7] = '-';
    digits(dayOfYear - (153 * month + 2) / 5 + 1, 2, into, 8);
    into[10] = 'T';
    digits(Math.floorMod(hours, 24), 2, into, 11);
  }

  private static void digits(int number, int count, byte[] into, int at) {
    int rest = number;
    for (int i = at + count - 1; i >= at; i--) {
      into[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
