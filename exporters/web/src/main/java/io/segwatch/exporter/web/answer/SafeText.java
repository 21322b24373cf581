package io.segwatch.exporter.web.answer;

/**
 * Text of others, such as names of files, for places where it is read as it stands. What steers a
 * terminal, a text or a table instead of being read is shown as an escape.
 */
public final class SafeText {
  private static final String BEGINS_A_FORMULA = "=+-@";

  private SafeText() {}

  /** With an escape for each character that is not to be seen, as {@code \u202e}. */
  public static String visible(String text) {
    if (text.codePoints().allMatch(SafeText::isVisible)) {
      return text;
    }
    StringBuilder visible = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(point -> {
          if (isVisible(point)) {
            visible.appendCodePoint(point);
          } else {
            visible.append("\\u%04x".formatted(point));
          }
        });
    return visible.toString();
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** A field of a table (RFC 4180) that no program takes for a formula. */
  public static String csv(String text) {
    String visible = visible(text);
    String plain =
        !visible.isEmpty() && BEGINS_A_FORMULA.indexOf(visible.charAt(0)) >= 0
            ? "'" + visible
            : visible;
    return plain.chars().allMatch(c -> c != '"' && c != ',')
        ? plain
        : '"' + plain.replace("\"", "\"\"") + '"';
  }

  /** Within an element or an attribute of HTML. */
  public static String html(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    for (char c : visible(text).toCharArray()) {
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
    return html.toString();
  }
}
