package io.segwatch.exporter.webhook.template;

import java.util.regex.Pattern;

/**
 * How names from elsewhere are shown in one string of a message: folders may be called anything.
 *
 * @param nameLimit of a name, in code points; the end of a longer one is left out
 * @param listLimit how many elements a list shows
 */
record Shown(Markup markup, int nameLimit, int listLimit) {
  /** No name of a folder is longer, and no digest lists more. */
  static final Shown PLAIN = new Shown(Markup.NONE, 255, 20);

  /** Would begin a line, command a terminal, or turn the direction of what follows; and halves. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\p{Cs}\\p{Cn}]");

  /** A name as it is to stand in the string. */
  String name(String name) {
    String line = UNSEEN.matcher(name).replaceAll("\ufffd");
    return markup.escape(clip(line, nameLimit));
  }

  /** A text of at most so many code points. */
  static String clip(String text, int limit) {
    return text.codePointCount(0, text.length()) <= limit
        ? text
        : text.substring(0, text.offsetByCodePoints(0, limit - 1)) + "…";
  }
}
