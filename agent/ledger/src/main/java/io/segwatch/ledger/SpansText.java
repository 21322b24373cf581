package io.segwatch.ledger;

import io.segwatch.coverage.Span;
import io.segwatch.coverage.Spans;

/** Intervals as text, {@code from-to from-to}, which a person with a database tool can read. */
final class SpansText {
  private SpansText() {}

  static String of(Spans spans) {
    StringBuilder text = new StringBuilder(34 * spans.size());
    for (Span span : spans) {
      text.append(text.isEmpty() ? "" : " ").append(span.from()).append("..").append(span.to());
    }
    return text.toString();
  }

  static Spans parse(String text) {
    if (text.isEmpty()) {
      return Spans.NONE;
    }
    Spans.Builder spans = new Spans.Builder();
    for (int at = 0; at < text.length(); ) {
      int space = text.indexOf(' ', at);
      int end = space < 0 ? text.length() : space;
      int dots = text.indexOf("..", at);
      spans.add(Long.parseLong(text, at, dots, 10), Long.parseLong(text, dots + 2, end, 10));
      at = end + 1;
    }
    return spans.build();
  }
}
