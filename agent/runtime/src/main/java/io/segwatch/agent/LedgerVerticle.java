package io.segwatch.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.segwatch.agent.scan.ChannelCycle;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.ledger.Ledger;
import io.segwatch.ledger.Observation;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Hears scans, lets the ledger write down what changed, and tells how far the log has grown. A
 * worker, because a ledger may wait for a disk.
 */
final class LedgerVerticle extends VerticleBase {
  private final Ledger ledger;
  private final Supplier<Duration> settle;
  private final MeterRegistry meters;

  LedgerVerticle(Ledger ledger, Supplier<Duration> settle, MeterRegistry meters) {
    this.ledger = ledger;
    this.settle = settle;
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    return Future.join(
        vertx.eventBus().<ChannelCycle>consumer(Bus.SCANNED, this::observe).completion(),
        vertx.eventBus().<StreamId>consumer(Bus.FORGOTTEN, this::forget).completion());
  }

  private void observe(Message<ChannelCycle> message) {
    ChannelCycle cycle = message.body();
    List<Observation> looks = cycle.scans().stream().map(LedgerVerticle::observation).toList();
    looks.forEach(look -> countersOf(look.stream()));
    List<LogEntry> entries = ledger.observe(cycle.channel(), looks, settle.get(), cycle.at());
    if (entries.isEmpty()) {
      return;
    }
    entries.forEach(this::count);
    vertx.eventBus().publish(Bus.LOG_GREW, entries.getLast().position());
  }

  private void forget(Message<StreamId> message) {
    ledger.forget(message.body());
    Counters counters = countersOf(message.body());
    meters.remove(counters.opened());
    meters.remove(counters.filled());
  }

  private static Observation observation(ChannelScan scan) {
    return new Observation(
        scan.stream(), scan.timeline(), scan.fault(), scan.unread(), scan.stalled());
  }

  private void count(LogEntry entry) {
    if (entry.event() instanceof HoleTransition(var kind, var hole)) {
      switch (kind) {
        case OPENED -> countersOf(hole.stream()).opened().increment();
        case FILLED -> countersOf(hole.stream()).filled().increment();
        case CHANGED, EXPIRED, WITHDRAWN -> {}
      }
    }
  }

  private record Counters(Counter opened, Counter filled) {}

  /** The counters of a stream; made at the first call, so that they are there as zeros. */
  private Counters countersOf(StreamId stream) {
    return new Counters(
        counter("segwatch.holes.opened", "Holes that were confirmed", stream),
        counter("segwatch.holes.filled", "Confirmed holes that were filled again", stream));
  }

  private Counter counter(String name, String description, StreamId stream) {
    return Counter.builder(name)
        .description(description)
        .tags("channel", stream.channel(), "quality", stream.quality())
        .register(meters);
  }
}
