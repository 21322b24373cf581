package io.segwatch.agent.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * {@code 2026-11-24T03:00:00.123Z INFO module message}, with stack traces below. Only log lines
 * begin in the first column.
 */
final class TextFormatter extends Formatter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Override
  public String format(LogRecord entry) {
    StringBuilder text = new StringBuilder(160);
    text.append(timeOf(entry.getInstant())).append(' ');
    String level = Levels.label(entry.getLevel());
    text.append(level).repeat(' ', Math.max(1, 6 - level.length()));
    text.append(Printable.of(moduleOf(entry))).append(' ');
    text.append(Printable.of(formatMessage(entry))).append('\n');
    if (entry.getThrown() != null) {
      stackTraceOf(entry.getThrown())
          .lines()
          .forEach(line ->
              text.append("    ").append(Printable.of(line.replace("\t", "  "))).append('\n'));
    }
    return text.toString();
  }

  static String timeOf(Instant instant) {
    return TIME.format(instant);
  }

  /** The name of the logger. */
  static String moduleOf(LogRecord entry) {
    return entry.getLoggerName() == null ? "" : entry.getLoggerName();
  }

  static String stackTraceOf(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
