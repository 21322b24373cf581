package io.segwatch.agent.cli;

import io.segwatch.agent.logging.Printable;

/** Cells of a table for other programs. */
final class Csv {
  private Csv() {}

  /** A name on one line that no spreadsheet takes for a formula. */
  static String cell(String name) {
    String text = Printable.of(name);
    if (!text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0) {
      text = "'" + text;
    }
    return text.matches("[^\",]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
