package io.segwatch.agent;

import static java.lang.System.Logger.Level.ERROR;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.segwatch.agent.config.AgentConfig;
import io.segwatch.agent.scan.ChannelCycle;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.ledger.Ledger;
import io.segwatch.ledger.Observation;
import io.segwatch.ledger.SteadyLedger;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Opens the ledger, hears scans, lets it write down what changed, and tells how far the log has
 * grown: only ever what is on the disk. A worker, because it waits for that.
 */
final class LedgerVerticle extends VerticleBase {
  private static final System.Logger LOG = System.getLogger(LedgerVerticle.class.getName());

  private final Supplier<AgentConfig> config;
  private final Clock clock;
  private final MeterRegistry meters;
  private final StateHome home;
  private volatile Optional<SteadyLedger> ledger = Optional.empty();

  LedgerVerticle(Supplier<AgentConfig> config, Clock clock, MeterRegistry meters) {
    this.config = config;
    this.clock = clock;
    this.meters = meters;
    AgentConfig fixed = config.get();
    this.home = new StateHome(fixed.stateDir(), fixed.node(), fixed.baseDir());
  }

  /** The ledger; once this is deployed. For all threads. */
  Ledger ledger() {
    return ledger.orElseThrow();
  }

  /** Why nothing can be written down, if so. For all threads. */
  Optional<String> fault() {
    return ledger.flatMap(SteadyLedger::fault);
  }

  @Override
  public Future<?> start() throws IOException {
    AgentConfig now = config.get();
    try {
      SteadyLedger opened =
          SteadyLedger.open(
              home,
              now.node(),
              now.baseDir(),
              stream -> mayBeWatched(config.get(), stream),
              () -> config.get().holeRetention(),
              clock);
      ledger = Optional.of(opened);
    } catch (IOException e) {
      home.giveBack();
      return Future.failedFuture(new StateRefusedException(e));
    }
    Gauge.builder("segwatch.state.writable", () -> fault().isEmpty() ? 1 : 0)
        .description("Whether what happens to holes can be written down; else nobody is told")
        .register(meters);
    return Future.join(
        vertx.eventBus().<ChannelCycle>consumer(Bus.SCANNED, this::observe).completion(),
        vertx.eventBus().<StreamId>consumer(Bus.FORGOTTEN, this::forget).completion());
  }

  @Override
  public Future<?> stop() {
    ledger.ifPresent(SteadyLedger::close);
    home.giveBack();
    return Future.succeededFuture();
  }

  private static boolean mayBeWatched(AgentConfig config, StreamId stream) {
    return (config.channels().isEmpty() || config.channels().contains(stream.channel()))
        && config.qualities().contains(stream.quality());
  }

  private void observe(Message<ChannelCycle> message) {
    ChannelCycle cycle = message.body();
    List<Observation> looks = cycle.scans().stream().map(LedgerVerticle::observation).toList();
    looks.forEach(look -> countersOf(look.stream()));
    try {
      Ledger.Outcome outcome =
          ledger().observe(cycle.channel(), looks, config.get().settle(), cycle.at());
      outcome.fleeting().forEach((stream, n) -> countersOf(stream).fleeting().increment(n));
      outcome.events().forEach(this::count);
      if (!outcome.events().isEmpty()) {
        vertx.eventBus().publish(Bus.LOG_GREW, ledger().end());
      }
    } catch (IOException e) {
      LOG.log(ERROR, cycle.channel() + ": what was seen could not be compared", e);
    }
  }

  private void forget(Message<StreamId> message) {
    try {
      ledger().forget(message.body());
    } catch (IOException e) {
      LOG.log(ERROR, message.body() + " could not be forgotten", e);
    }
    Counters counters = countersOf(message.body());
    meters.remove(counters.opened());
    meters.remove(counters.filled());
    meters.remove(counters.fleeting());
  }

  private static Observation observation(ChannelScan scan) {
    return new Observation(
        scan.stream(),
        scan.timeline(),
        scan.fault(),
        scan.unread(),
        scan.stalled(),
        scan.planned());
  }

  private void count(LogEvent event) {
    if (event instanceof HoleTransition(var kind, var hole, _)) {
      switch (kind) {
        case OPENED -> countersOf(hole.stream()).opened().increment();
        case FILLED -> countersOf(hole.stream()).filled().increment();
        case CHANGED, EXPIRED, WITHDRAWN -> {}
      }
    }
  }

  private record Counters(Counter opened, Counter filled, Counter fleeting) {}

  /** The counters of a stream; made at the first call, so that they are there as zeros. */
  private Counters countersOf(StreamId stream) {
    return new Counters(
        counter("segwatch.holes.opened", "Holes that were confirmed", stream),
        counter("segwatch.holes.filled", "Confirmed holes that were filled again", stream),
        counter("segwatch.holes.fleeting", "Holes that were filled before they were sure", stream));
  }

  private Counter counter(String name, String description, StreamId stream) {
    return Counter.builder(name)
        .description(description)
        .tags("channel", stream.channel(), "quality", stream.quality())
        .register(meters);
  }
}
