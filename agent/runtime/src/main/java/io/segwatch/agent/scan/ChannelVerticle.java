package io.segwatch.agent.scan;

import static java.lang.System.Logger.Level.ERROR;

import io.segwatch.agent.Bus;
import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.storage.ScanCancelledException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Watches one channel: a timer, and a scan of its streams on the scan pool whenever it goes off. A
 * tick that finds the last scan still running is skipped.
 */
final class ChannelVerticle extends VerticleBase {
  private static final System.Logger LOG = System.getLogger(ChannelVerticle.class.getName());
  private static final double JITTER = 0.1;

  private final String channel;
  private final List<StreamWatcher> watchers;
  private final Duration interval;
  private final Clock clock;
  private final ScanPool pool;
  private final ScanBoard board;
  private final ScanWatch watch;
  private final Promise<Void> firstCycle = Promise.promise();
  private Optional<Future<ChannelCycle>> running = Optional.empty();
  private long timer = -1;

  ChannelVerticle(
      String channel,
      List<StreamWatcher> watchers,
      Duration interval,
      Clock clock,
      ScanPool pool,
      ScanBoard board) {
    this.channel = channel;
    this.watchers = watchers;
    this.interval = interval;
    this.clock = clock;
    this.pool = pool;
    this.board = board;
    this.watch = new ScanWatch(clock);
  }

  ScanWatch watch() {
    return watch;
  }

  List<StreamId> streams() {
    return watchers.stream().map(StreamWatcher::stream).toList();
  }

  /** Completes when every stream has been scanned once and the result was published. */
  Future<Void> firstCycle() {
    return firstCycle.future();
  }

  @Override
  public Future<?> start() {
    tick();
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    watch.cancel();
    vertx.cancelTimer(timer);
    Future<?> ended = running.<Future<?>>map(Future::mapEmpty).orElse(Future.succeededFuture());
    return ended.transform(_ -> Future.succeededFuture());
  }

  private void tick() {
    if (watch.cancelled()) {
      return;
    }
    timer = vertx.setTimer(jittered(interval), _ -> tick());
    if (running.isPresent()) {
      return;
    }
    Future<ChannelCycle> scan = pool.call(this::scanAll);
    running = Optional.of(scan);
    scan.onComplete(done -> {
      running = Optional.empty();
      if (done.succeeded()) {
        vertx.eventBus().publish(Bus.SCANNED, done.result());
        firstCycle.tryComplete();
      } else if (!(done.cause() instanceof ScanCancelledException)) {
        LOG.log(ERROR, channel + ": the scan failed; it is tried again", done.cause());
      }
    });
  }

  /** Keeps nodes that were started together from scanning a shared disk in step. */
  private static long jittered(Duration interval) {
    double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
    return Math.max(1, Math.round(interval.toMillis() * factor));
  }

  /** On the scan pool: one stream that breaks leaves the others alone. */
  private ChannelCycle scanAll() {
    Instant at = clock.instant();
    List<ChannelScan> scans = new ArrayList<>();
    watch.begin();
    try {
      for (StreamWatcher watcher : watchers) {
        try {
          ChannelScan scan = watcher.scan(watch);
          board.put(scan);
          scans.add(scan);
        } catch (ScanCancelledException e) {
          throw e;
        } catch (RuntimeException e) {
          watcher.broke(e);
        }
      }
    } finally {
      watch.end();
    }
    return new ChannelCycle(channel, at, List.copyOf(scans));
  }

  /** Takes down what the streams had; after the verticle was undeployed. */
  void close() {
    watchers.forEach(StreamWatcher::close);
  }
}
