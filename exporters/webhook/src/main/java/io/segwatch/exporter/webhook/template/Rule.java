package io.segwatch.exporter.webhook.template;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a service makes of one place in its messages.
 *
 * @param path matches the {@link Paths paths} of the place
 * @param limit of the text or list there
 * @param summed whether it counts for the limit of the whole message
 */
record Rule(Pattern path, Markup markup, int limit, Unit unit, boolean summed) {
  /** What a limit counts. */
  enum Unit {
    /** UTF-16 code units: what a service takes by any other count is never longer. */
    CHARACTERS,
    CODE_POINTS,
    BYTES,
    ELEMENTS;

    String label() {
      return switch (this) {
        case CHARACTERS, CODE_POINTS -> "characters";
        case BYTES -> "bytes";
        case ELEMENTS -> "elements";
      };
    }
  }

  static Rule of(String path, Markup markup, int limit, Unit unit) {
    // A star is an element of any type, or a part of a path.
    String regex = path.replace(".", "\\.").replace("*", "[^.]*");
    return new Rule(Pattern.compile(regex), markup, limit, unit, false);
  }

  Rule counted() {
    return new Rule(path, markup, limit, unit, true);
  }

  boolean isFor(String place) {
    return path.matcher(place).matches();
  }

  /** How much of the limit a text or list takes. */
  int size(Object value) {
    return switch (unit) {
      case ELEMENTS -> value instanceof List<?> list ? list.size() : 0;
      case BYTES -> value instanceof String text ? text.getBytes(StandardCharsets.UTF_8).length : 0;
      case CODE_POINTS -> value instanceof String text ? text.codePointCount(0, text.length()) : 0;
      case CHARACTERS -> value instanceof String text ? text.length() : 0;
    };
  }
}
