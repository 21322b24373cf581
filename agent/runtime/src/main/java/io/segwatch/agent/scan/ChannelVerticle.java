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
  private Optional<Promise<ChannelCycle>> asked = Optional.empty();
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

  ChannelState state() {
    return new ChannelState(
        channel, firstCycle.future().isComplete(), watch.running(), watch.hangs());
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
    if (running.isEmpty()) {
      scan();
    }
  }

  /**
   * Lists every hour, now or as soon as the scan that runs has ended; completes with what was found
   * and published. To be asked once the verticle is deployed; for all threads.
   */
  Future<ChannelCycle> rescan() {
    return Future.future(found ->
        context.runOnContext(_ -> {
          Promise<ChannelCycle> promise = asked.orElseGet(Promise::promise);
          asked = Optional.of(promise);
          promise.future().onComplete(found);
          if (running.isEmpty()) {
            scan();
          }
        }));
  }

  private void scan() {
    Optional<Promise<ChannelCycle>> answered = asked;
    asked = Optional.empty();
    if (watch.cancelled()) {
      answered.ifPresent(promise -> promise.fail(channel + " is no longer watched"));
      return;
    }
    Future<ChannelCycle> scan = pool.call(() -> scanStreams(answered.isPresent()));
    running = Optional.of(scan);
    scan.onComplete(done -> {
      running = Optional.empty();
      if (done.succeeded()) {
        vertx.eventBus().publish(Bus.SCANNED, done.result());
        firstCycle.tryComplete();
      } else if (!(done.cause() instanceof ScanCancelledException)) {
        LOG.log(ERROR, channel + ": the scan failed; it is tried again", done.cause());
      }
      if (asked.isPresent()) {
        scan();
      }
    });
    answered.ifPresent(scan::onComplete);
  }

  /** Keeps nodes that were started together from scanning a shared disk in step. */
  private static long jittered(Duration interval) {
    double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
    return Math.max(1, Math.round(interval.toMillis() * factor));
  }

  /** On the scan pool: one stream that breaks leaves the others alone. */
  private ChannelCycle scanStreams(boolean full) {
    Instant at = clock.instant();
    List<ChannelScan> scans = new ArrayList<>();
    watch.begin();
    try {
      for (StreamWatcher watcher : watchers) {
        try {
          ChannelScan scan = watcher.scan(watch, full);
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
