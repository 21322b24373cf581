package io.segwatch.agent.control;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts what the process uses the CPU for until it ends, as the incumbent does: {@code
 * flamegraph_total{stack}}, in seconds.
 */
public final class StackSampler {
  /** More stacks than these are counted as one. */
  static final int MOST_STACKS = 500;

  static final String OTHERS = "other";

  private static final System.Logger LOG = System.getLogger(StackSampler.class.getName());
  private static final String VARIABLE = "SEGWATCH_ENABLE_STACKSAMPLER";
  private static final Duration PERIOD = Duration.ofMillis(50);
  private static final double NANOS_PER_SECOND = 1e9;

  private final MeterRegistry meters;
  private final Map<String, Counter> counters = new HashMap<>();

  StackSampler(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Begins if {@code SEGWATCH_ENABLE_STACKSAMPLER} is true; where that cannot be, warns. */
  public static void startIfAsked(Map<String, String> environment, MeterRegistry meters) {
    if (!environment.getOrDefault(VARIABLE, "").equalsIgnoreCase("true")) {
      return;
    }
    try {
      StackSamples.start(PERIOD, new StackSampler(meters)::count);
      LOG.log(INFO, "sampling stacks into flamegraph_total");
    } catch (RuntimeException e) {
      LOG.log(WARNING, "stacks cannot be sampled: {0}", e.toString());
    }
  }

  /** On one thread. */
  void count(String stack, long nanos) {
    boolean fits = counters.containsKey(stack) || counters.size() < MOST_STACKS;
    counters
        .computeIfAbsent(fits ? stack : OTHERS, this::register)
        .increment(nanos / NANOS_PER_SECOND);
  }

  private Counter register(String stack) {
    return Counter.builder("flamegraph")
        .description("CPU time by stack, in seconds, as sampled")
        .tag("stack", stack)
        .register(meters);
  }
}
