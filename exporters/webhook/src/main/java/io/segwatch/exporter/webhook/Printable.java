package io.segwatch.exporter.webhook;

import java.util.regex.Pattern;

/**
 * Text from elsewhere (names of folders, answers of receivers), so that it can be printed: without
 * the control characters that would begin a line of their own or command a terminal.
 */
final class Printable {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
  private static final Pattern CONTROL_BUT_LINES = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

  private Printable() {}

  /** On one line. */
  static String line(String text) {
    return CONTROL.matcher(text).replaceAll("\ufffd");
  }

  /** With the lines it has. */
  static String lines(String text) {
    return CONTROL_BUT_LINES.matcher(text).replaceAll("\ufffd");
  }
}
