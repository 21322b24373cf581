package io.segwatch.exporter.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The metrics of an endpoint: zero from the start, gone with it. Read by any thread. */
final class EndpointMeters {
  private static final String ENDPOINT = "endpoint";

  private final MeterRegistry registry;
  private final String endpoint;
  private final List<Meter> meters = new ArrayList<>();
  private final Map<Outcome, Counter> attempts = new EnumMap<>(Outcome.class);
  private final Counter dead;
  private final AtomicLong pending;
  private final AtomicLong oldestMillis;
  private final AtomicLong deadLetters;
  private final AtomicLong failing;
  private final AtomicLong disabled;
  private final AtomicLong successMillis;

  EndpointMeters(MeterRegistry registry, String endpoint) {
    this.registry = registry;
    this.endpoint = endpoint;
    for (Outcome outcome : Outcome.values()) {
      attempts.put(
          outcome,
          kept(
              Counter.builder("segwatch.webhook.attempts")
                  .description("Attempts to deliver a message, by what became of them.")
                  .tag(ENDPOINT, endpoint)
                  .tag("outcome", outcome.label())
                  .register(registry)));
    }
    dead =
        kept(
            Counter.builder("segwatch.webhook.dead")
                .description("Messages given up after 72 hours.")
                .tag(ENDPOINT, endpoint)
                .register(registry));
    pending =
        gauge(
            "outbox.pending",
            "Messages to deliver; what of the log was not looked at yet counts as one each.");
    oldestMillis =
        timestamp(
            "outbox.oldest.timestamp",
            "When the oldest of what is to be told was recorded; 0 if nothing waits.");
    deadLetters = gauge("dead.letters", "Messages that were given up and are kept for 30 days.");
    failing = gauge("failing", "Whether the last message could not be delivered.");
    disabled = gauge("disabled", "Whether it answered 410, and gets nothing more.");
    successMillis =
        timestamp("last.success.timestamp", "When a message was delivered last; 0 if none was.");
  }

  private <M extends Meter> M kept(M meter) {
    meters.add(meter);
    return meter;
  }

  private AtomicLong gauge(String name, String description) {
    AtomicLong value = new AtomicLong();
    kept(
        Gauge.builder("segwatch.webhook." + name, value::get)
            .description(description)
            .tag(ENDPOINT, endpoint)
            .register(registry));
    return value;
  }

  private AtomicLong timestamp(String name, String description) {
    AtomicLong millis = new AtomicLong();
    kept(
        Gauge.builder("segwatch.webhook." + name, () -> millis.get() / 1e3)
            .description(description)
            .baseUnit("seconds")
            .tag(ENDPOINT, endpoint)
            .register(registry));
    return millis;
  }

  void attempted(Outcome outcome, Instant now) {
    if (outcome == Outcome.DELIVERED) {
      successMillis.set(now.toEpochMilli());
    }
    Optional.ofNullable(attempts.get(outcome)).ifPresent(Counter::increment);
  }

  void gaveUp() {
    dead.increment();
    deadLetters.incrementAndGet();
  }

  /** How many dead letters there are. */
  void dead(long letters) {
    deadLetters.set(letters);
  }

  void show(long messages, Optional<Instant> oldest, EndpointState state) {
    pending.set(messages);
    oldestMillis.set(oldest.map(Instant::toEpochMilli).orElse(0L));
    failing.set(state.breaker().isClosed() ? 0 : 1);
    disabled.set(state.isGone() ? 1 : 0);
  }

  void remove() {
    meters.forEach(registry::remove);
  }
}
