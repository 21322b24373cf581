package io.segwatch.agent.logging;

import java.util.logging.Level;

/** The four levels that log lines and metrics speak of, in the words of Python's logging. */
final class Levels {
  private Levels() {}

  /** DEBUG, INFO, WARNING or ERROR. */
  static String label(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (value >= Level.WARNING.intValue()) {
      return "WARNING";
    }
    return value > Level.FINE.intValue() ? "INFO" : "DEBUG";
  }

  static Level of(System.Logger.Level level) {
    return switch (level) {
      case ALL -> Level.ALL;
      case TRACE -> Level.FINER;
      case DEBUG -> Level.FINE;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARNING;
      case ERROR -> Level.SEVERE;
      case OFF -> Level.OFF;
    };
  }
}
