package io.segwatch.agent.logging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Counts log lines: {@code log_count_total{level,module}} (interface §4). */
public final class LogCounter extends Handler {
  private record Key(String level, String module) {}

  private final MeterRegistry registry;
  private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

  LogCounter(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void publish(LogRecord entry) {
    Key key = new Key(Levels.label(entry.getLevel()), TextFormatter.moduleOf(entry));
    Counter counter = counters.get(key);
    if (counter == null) {
      // Not computeIfAbsent: a registry may log while it registers, and so come by here again.
      counter = register(key);
      counters.put(key, counter);
    }
    counter.increment();
  }

  private Counter register(Key key) {
    return Counter.builder("log.count")
        .description("Log lines by level and the module that wrote them")
        .tags("level", key.level(), "module", key.module())
        .register(registry);
  }

  @Override
  public void flush() {
    // Counted is counted.
  }

  /** Stops counting. */
  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
  }
}
