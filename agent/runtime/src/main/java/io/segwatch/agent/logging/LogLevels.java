package io.segwatch.agent.logging;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The levels of loggers while the agent runs: from which one on they write, by the words of the
 * log. The logger above all others has no name.
 */
public final class LogLevels {
  /** Held, as java.util.logging forgets a logger that nobody holds, and its level with it. */
  private final Map<String, Logger> changed = new ConcurrentHashMap<>();

  /** The levels of all loggers that have one of their own. */
  public SortedMap<String, String> all() {
    SortedMap<String, String> levels = new TreeMap<>();
    for (String name : names()) {
      Optional.ofNullable(LogManager.getLogManager().getLogger(name))
          .map(Logger::getLevel)
          .ifPresent(level -> levels.put(name, Levels.label(level)));
    }
    return levels;
  }

  private static Iterable<String> names() {
    return Collections.list(LogManager.getLogManager().getLoggerNames());
  }

  /** Whether there is a logger of that name, or one below it. */
  public boolean knows(String name) {
    for (String known : names()) {
      if (known.equals(name) || known.startsWith(name + ".")) {
        return true;
      }
    }
    return name.isEmpty();
  }

  /**
   * Sets the level of a logger, and with it of those below that have none of their own.
   *
   * @param level debug, info, warning or error; or inherit: as the one above, if there is one
   * @return whether it is one of these
   */
  public boolean set(String name, String level) {
    Logger logger = Logger.getLogger(name);
    switch (level.toLowerCase(Locale.ROOT)) {
      case "debug" -> logger.setLevel(Level.FINE);
      case "info" -> logger.setLevel(Level.INFO);
      case "warning" -> logger.setLevel(Level.WARNING);
      case "error" -> logger.setLevel(Level.SEVERE);
      case "inherit" -> {
        if (name.isEmpty()) {
          return false;
        }
        logger.setLevel(null);
      }
      default -> {
        return false;
      }
    }
    changed.put(name, logger);
    return true;
  }
}
