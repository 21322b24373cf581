package io.segwatch.agent.logging;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.PrintWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where log lines of this process go. */
public final class Logging {
  /** Vert.x registers the same gauge at every use, and is warned by Micrometer each time. */
  private static final Logger REGISTRATIONS = Logger.getLogger(MeterRegistry.class.getName());

  private Logging() {}

  /**
   * Sends all records of a level or above to a writer, and nowhere else. A later call takes the
   * place of an earlier one; a {@link LogCounter} goes on counting.
   */
  public static void install(LogFormat format, System.Logger.Level level, PrintWriter writer) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      if (!(handler instanceof LogCounter)) {
        root.removeHandler(handler);
      }
    }
    root.addHandler(new LineHandler(format.formatter(), writer));
    root.setLevel(Levels.of(level));
    REGISTRATIONS.setLevel(Level.SEVERE);
  }

  /** Counts all lines from now on, until the counter is closed. */
  public static LogCounter countInto(MeterRegistry registry) {
    LogCounter counter = new LogCounter(registry);
    Logger.getLogger("").addHandler(counter);
    return counter;
  }
}
