package io.segwatch.exporter.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The metrics of an endpoint: zero from the start, gone with it. Read by any thread. */
final class EndpointMeters {
  private static final String ENDPOINT = "endpoint";

  private final MeterRegistry registry;
  private final Map<Outcome, Counter> attempts = new EnumMap<>(Outcome.class);
  private final Counter dead;
  private final AtomicLong pending = new AtomicLong();
  private final AtomicLong oldestMillis = new AtomicLong();
  private final Gauge pendingGauge;
  private final Gauge oldestGauge;

  EndpointMeters(MeterRegistry registry, String endpoint) {
    this.registry = registry;
    for (Outcome outcome : Outcome.values()) {
      attempts.put(
          outcome,
          Counter.builder("segwatch.webhook.attempts")
              .description("Attempts to deliver a message, by what became of them.")
              .tag(ENDPOINT, endpoint)
              .tag("outcome", outcome.label())
              .register(registry));
    }
    dead =
        Counter.builder("segwatch.webhook.dead")
            .description("Messages given up after 72 hours.")
            .tag(ENDPOINT, endpoint)
            .register(registry);
    pendingGauge =
        Gauge.builder("segwatch.webhook.outbox.pending", pending::get)
            .description(
                "Messages to deliver; what of the log was not looked at yet counts as one each.")
            .tag(ENDPOINT, endpoint)
            .register(registry);
    oldestGauge =
        Gauge.builder("segwatch.webhook.outbox.oldest.timestamp", () -> oldestMillis.get() / 1e3)
            .description("When the oldest message to deliver was recorded; 0 if none waits.")
            .baseUnit("seconds")
            .tag(ENDPOINT, endpoint)
            .register(registry);
  }

  void attempted(Outcome outcome) {
    Optional.ofNullable(attempts.get(outcome)).ifPresent(Counter::increment);
  }

  void gaveUp() {
    dead.increment();
  }

  void waiting(long messages, Optional<Instant> oldest) {
    pending.set(messages);
    oldestMillis.set(oldest.map(Instant::toEpochMilli).orElse(0L));
  }

  void remove() {
    Stream.<Meter>concat(attempts.values().stream(), Stream.of(dead, pendingGauge, oldestGauge))
        .forEach(registry::remove);
  }
}
