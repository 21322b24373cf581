package io.segwatch.agent.logging;

/**
 * Text that shows all that is in it. File names are written by others: a line feed in one could
 * forge a line, an escape sequence could repaint a terminal, a direction mark could turn a name
 * around.
 */
public final class Printable {
  private Printable() {}

  /** The text on one line, with whatever is invisible written as an escape. */
  public static String of(String text) {
    if (text.codePoints().noneMatch(Printable::isInvisible)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(c, shown));
    return shown.toString();
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static void append(int c, StringBuilder shown) {
    if (!isInvisible(c)) {
      shown.appendCodePoint(c);
      return;
    }
    switch (c) {
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      default -> shown.append((c < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(c));
    }
  }
}
