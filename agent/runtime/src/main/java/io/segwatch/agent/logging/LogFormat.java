package io.segwatch.agent.logging;

import java.util.logging.Formatter;

/** How log lines are written. */
public enum LogFormat {
  /** For people: a line each, stack traces below it. */
  TEXT,
  /** For programs: one JSON object a line. */
  JSON;

  Formatter formatter() {
    return switch (this) {
      case TEXT -> new TextFormatter();
      case JSON -> new JsonFormatter();
    };
  }
}
