package io.segwatch.exporter.webhook.template;

import io.segwatch.exporter.webhook.message.EventType;
import java.util.Locale;

/** How much a notice matters. */
enum Level {
  /** Something is wrong. */
  PROBLEM("🔴"),
  /** It is right again. */
  SOLVED("🟢"),
  /** A hole is no longer one, but was not filled. */
  ENDED("⚪"),
  /** For your information. */
  NOTE("🔵");

  private final String symbol;

  Level(String symbol) {
    this.symbol = symbol;
  }

  static Level of(EventType type) {
    return switch (type) {
      case HOLE_OPENED, HOLE_CHANGED, RECORDING_STALLED, STORAGE_UNAVAILABLE -> PROBLEM;
      case HOLE_FILLED, RECORDING_RESUMED, STORAGE_AVAILABLE -> SOLVED;
      case HOLE_EXPIRED, HOLE_WITHDRAWN -> ENDED;
      case DIGEST, TEST -> NOTE;
    };
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One character that shows it. */
  String symbol() {
    return symbol;
  }
}
