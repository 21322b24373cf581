package io.segwatch.exporter.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** What a class, or everything in a package, logs while this is open, at whatever level. */
public final class LogOf implements AutoCloseable {
  private final Logger logger;
  private final @Nullable Level levelBefore;
  private final Lines lines = new Lines();

  /** Listens to a class. */
  public LogOf(Class<?> source) {
    this(source.getName());
  }

  /** Listens to all classes of a package. */
  public LogOf(Package source) {
    this(source.getName());
  }

  private LogOf(String name) {
    logger = Logger.getLogger(name);
    levelBefore = logger.getLevel();
    logger.setLevel(Level.ALL);
    logger.addHandler(lines);
  }

  /** What was logged so far: the messages, without time and level. */
  public List<String> lines() {
    return List.copyOf(lines.published);
  }

  @Override
  public void close() {
    logger.removeHandler(lines);
    logger.setLevel(levelBefore);
  }

  private static final class Lines extends Handler {
    private final List<String> published = new CopyOnWriteArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord line) {
      published.add(formatter.formatMessage(line));
    }

    @Override
    public void flush() {
      // nothing is held back
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
