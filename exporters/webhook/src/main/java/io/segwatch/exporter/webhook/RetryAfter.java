package io.segwatch.exporter.webhook;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header with which a receiver asks to be left alone for a while (RFC 9110 §10.2.3). */
final class RetryAfter {
  /** What is asked for beyond this is not granted (alerts §5). */
  static final Duration LONGEST = Duration.ofHours(1);

  private static final Pattern SECONDS = Pattern.compile("\\d+");

  private RetryAfter() {}

  /** How long it asks for, from now; empty if it is neither a number of seconds nor a date. */
  static Optional<Duration> parse(String text, Instant now) {
    if (SECONDS.matcher(text).matches()) {
      BigInteger most = BigInteger.valueOf(LONGEST.toSeconds());
      return Optional.of(Duration.ofSeconds(new BigInteger(text).min(most).longValue()));
    }
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(capped(Duration.between(now, date)));
    } catch (DateTimeException neither) {
      return Optional.empty();
    }
  }

  private static Duration capped(Duration asked) {
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
  }
}
