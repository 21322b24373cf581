package io.segwatch.agent.host;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.micrometer.core.instrument.Gauge;
import io.segwatch.agent.web.Health.ExporterState;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.Settings;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Keeps one exporter alive: starts it, hears that it failed or is stuck, says so, and starts it
 * again, each time after a longer while. All of it on the event loop of {@link ExportersVerticle}.
 */
final class ExporterHost {
  private static final System.Logger LOG = System.getLogger(ExporterHost.class.getName());
  private static final long FIRST_PAUSE_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = 60_000;

  /** How many beats it may miss before it counts as stuck. */
  private static final int MISSABLE_BEATS = 3;

  /** After so many good beats, earlier failures are forgotten. */
  private static final int GOOD_BEATS = 12;

  private static final String STUCK = "is stuck";

  private final Vertx vertx;
  private final Context supervisor;
  private final ExporterProvider provider;
  private final Surroundings surroundings;
  private final Gauge up;
  private final Promise<Void> begun = Promise.promise();
  private Settings settings;

  private volatile Optional<ExporterVerticle> life = Optional.empty();
  private Optional<String> deployment = Optional.empty();
  private volatile Optional<String> trouble = Optional.of("has not started yet");
  private boolean stopping;
  private int failures;
  private int missedBeats;
  private int goodBeats;

  ExporterHost(
      Vertx vertx, ExporterProvider provider, Settings settings, Surroundings surroundings) {
    this.vertx = vertx;
    this.supervisor = vertx.getOrCreateContext();
    this.provider = provider;
    this.settings = settings;
    this.surroundings = surroundings;
    this.up =
        Gauge.builder("segwatch.exporter.up", this, host -> host.trouble.isEmpty() ? 1 : 0)
            .description("Whether an exporter is at work")
            .tag("exporter", provider.name())
            .register(surroundings.meters());
  }

  String name() {
    return provider.name();
  }

  /** For all threads. */
  ExporterState state() {
    Optional<String> now = trouble;
    return new ExporterState(
        now.isEmpty(), now.or(() -> life.flatMap(ExporterVerticle::ownTrouble)));
  }

  void hear(Collection<ChannelScan> scans) {
    life.flatMap(ExporterVerticle::mailbox).ifPresent(box -> box.put(scans));
  }

  void hear(LogPosition position) {
    life.flatMap(ExporterVerticle::mailbox).ifPresent(box -> box.put(position));
  }

  void launch() {
    ExporterVerticle next =
        new ExporterVerticle(
            provider,
            settings,
            surroundings,
            (thrower, e) -> supervisor.runOnContext(_ -> threw(thrower, e)));
    life = Optional.of(next);
    missedBeats = 0;
    goodBeats = 0;
    DeploymentOptions onItsOwnThread =
        new DeploymentOptions()
            .setClassLoader(provider.getClass().getClassLoader()) // where its libraries look
            .setThreadingModel(ThreadingModel.WORKER)
            .setWorkerPoolName("exporter-" + name())
            .setWorkerPoolSize(1)
            .setMaxWorkerExecuteTime(1)
            .setMaxWorkerExecuteTimeUnit(TimeUnit.HOURS); // beats tell sooner
    vertx.deployVerticle(next, onItsOwnThread).onComplete(started -> launched(next, started));
  }

  private void launched(ExporterVerticle started, AsyncResult<String> outcome) {
    begun.tryComplete();
    if (life.filter(started::equals).isEmpty()) {
      outcome.map(vertx::undeploy); // it was replaced or stopped while it was starting
    } else if (outcome.failed()) {
      retry("does not start", outcome.cause());
    } else {
      deployment = Optional.of(outcome.result());
      trouble = Optional.empty();
      LOG.log(INFO, "exporter {0} is at work", name());
    }
  }

  private void threw(ExporterVerticle thrower, Throwable cause) {
    if (life.filter(thrower::equals).isPresent()) {
      retry("failed", cause);
    }
  }

  private void retry(String how, Throwable cause) {
    trouble = Optional.of(how + ": " + cause);
    long pause = Math.min(FIRST_PAUSE_MILLIS << Math.min(failures++, 6), LONGEST_PAUSE_MILLIS);
    LOG.log(ERROR, "exporter %s %s; next try in %d ms".formatted(name(), how, pause), cause);
    var _ = takeDown();
    vertx.setTimer(pause, _ -> relaunch());
  }

  private void relaunch() {
    if (!stopping && life.isEmpty()) {
      launch();
    }
  }

  /** Ends this life; one that is stuck ends when it comes free. */
  private Future<?> takeDown() {
    life.ifPresent(ended -> ended.abandon("stopped while it was starting"));
    Future<?> down = deployment.<Future<?>>map(vertx::undeploy).orElse(Future.succeededFuture());
    life = Optional.empty();
    deployment = Optional.empty();
    return down;
  }

  private Optional<ExporterVerticle> started() {
    return life.filter(current -> current.mailbox().isPresent());
  }

  /** Asks whether it is still there, and notes whether it answered last time. */
  void beat() {
    Optional<ExporterVerticle> asked = started();
    if (asked.isEmpty()) {
      return;
    }
    if (missedBeats++ >= MISSABLE_BEATS && trouble.isEmpty()) {
      trouble = Optional.of(STUCK);
      LOG.log(WARNING, "exporter {0} is stuck; the others go on", name());
    }
    asked.get().beat().onSuccess(_ -> supervisor.runOnContext(_ -> answered(asked.get())));
  }

  private void answered(ExporterVerticle asked) {
    if (life.filter(asked::equals).isEmpty()) {
      return;
    }
    missedBeats = 0;
    if (++goodBeats >= GOOD_BEATS) {
      failures = 0;
    }
    if (trouble.filter(STUCK::equals).isPresent()) {
      trouble = Optional.empty();
      LOG.log(INFO, "exporter {0} goes on", name());
    }
  }

  /** Gives it changed settings; one that cannot take them is stopped and made anew. */
  void reconfigure(Settings changed) {
    boolean same = settings.isSameAs(changed);
    settings = changed;
    if (same || deployment.isEmpty()) {
      return; // the next launch takes them
    }
    life.ifPresent(current ->
        current
            .reconfigure(changed)
            .otherwise(false)
            .onSuccess(taken -> supervisor.runOnContext(_ -> restartUnless(taken, current))));
  }

  private void restartUnless(boolean taken, ExporterVerticle current) {
    if (!taken && life.filter(current::equals).isPresent()) {
      takeDown().onComplete(_ -> relaunch());
    }
  }

  /** Completes when it has dealt with all that it has been told by now, if it is at work. */
  Future<Void> caughtUp() {
    return begun
        .future()
        .compose(_ -> started().map(ExporterVerticle::beat).orElse(Future.succeededFuture()));
  }

  Future<?> stop() {
    stopping = true;
    trouble = Optional.of("stopped");
    surroundings.meters().remove(up); // another host of that name would get this one's
    return takeDown();
  }
}
