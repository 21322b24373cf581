package io.segwatch.agent.host;

import static java.lang.System.Logger.Level.ERROR;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Segment;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HolePage;
import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.ControlMounts;
import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterContext;
import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.HoleLog;
import io.segwatch.exporter.HttpMounts;
import io.segwatch.exporter.HttpProblem;
import io.segwatch.exporter.NodeSource;
import io.segwatch.exporter.Settings;
import io.segwatch.exporter.Subscription;
import io.segwatch.ledger.Ledger;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One life of an exporter, on a worker thread of its own; it is the exporter's context, and takes
 * everything down that the exporter put up.
 */
final class ExporterVerticle extends VerticleBase
    implements ExporterContext, HttpMounts, ControlMounts, HoleLog {
  private static final System.Logger LOG = System.getLogger(ExporterVerticle.class.getName());

  /** How long a page may wait for an exporter that is busy with something else. */
  private static final long ANSWER_MILLIS = 10_000;

  private static final long START_MILLIS = 30_000;
  private static final long STOP_SECONDS = 5;

  private final ExporterProvider provider;
  private final Settings settings;
  private final Surroundings surroundings;
  private final BiConsumer<ExporterVerticle, Throwable> failed;
  private final List<Subscription> mounts = new ArrayList<>();
  private Optional<Exporter> exporter = Optional.empty();
  private final Promise<Void> started = Promise.promise();
  private volatile Optional<String> ownTrouble = Optional.empty();
  private volatile Optional<Mailbox> mailbox = Optional.empty();

  /**
   * A life that is yet to begin.
   *
   * @param failed hears what the exporter throws outside of an answer to a request
   */
  ExporterVerticle(
      ExporterProvider provider,
      Settings settings,
      Surroundings surroundings,
      BiConsumer<ExporterVerticle, Throwable> failed) {
    this.provider = provider;
    this.settings = settings;
    this.surroundings = surroundings;
    this.failed = failed;
  }

  @Override
  public Future<?> start() {
    context.exceptionHandler(e -> failed.accept(this, e));
    mailbox = Optional.of(new Mailbox(context));
    Exporter made = provider.create(settings);
    exporter = Optional.of(made);
    vertx.setTimer(START_MILLIS, _ -> abandon("does not finish starting"));
    Future.succeededFuture()
        .compose(_ -> made.start(this).mapEmpty()) // so that what it throws is a failure too
        .onSuccess(_ -> started.tryComplete())
        .onFailure(started::tryFail);
    return started.future().recover(this::takeDown);
  }

  /** Vert.x does not stop what did not start; and what did may be in a hurry to fail. */
  private Future<Void> takeDown(Throwable cause) {
    return Future.future(down ->
        context.runOnContext(_ ->
            Future.succeededFuture()
                .compose(_ -> stop().mapEmpty())
                .timeout(STOP_SECONDS, TimeUnit.SECONDS)
                .onComplete(_ -> down.fail(cause))));
  }

  /** Waits no longer for it to start; for all threads. */
  void abandon(String why) {
    started.tryFail(why);
  }

  @Override
  public Future<?> stop() {
    mounts.forEach(Subscription::cancel);
    return exporter.<Future<?>>map(Exporter::stop).orElse(Future.succeededFuture());
  }

  /** Where messages for it are put; once it has begun to start. */
  Optional<Mailbox> mailbox() {
    return mailbox;
  }

  /** Offers changed settings; answers whether they were taken. */
  Future<Boolean> reconfigure(Settings changed) {
    return Future.future(answer ->
        context.runOnContext(_ -> {
          try {
            answer.complete(exporter.orElseThrow().reconfigure(changed));
          } catch (RuntimeException e) {
            answer.fail(e);
          }
        }));
  }

  /** Answers from the exporter's thread as soon as that is free. */
  Future<Void> beat() {
    return Future.future(answer -> context.runOnContext(_ -> answer.complete()));
  }

  @Override
  public Vertx vertx() {
    return vertx;
  }

  @Override
  public Clock clock() {
    return surroundings.clock();
  }

  @Override
  public PrometheusMeterRegistry meters() {
    return surroundings.meters();
  }

  @Override
  public HttpMounts http() {
    return this;
  }

  @Override
  public ControlMounts control() {
    return this;
  }

  @Override
  public String node() {
    return surroundings.node();
  }

  @Override
  public URI publicUrl() {
    return surroundings.publicUrl().get();
  }

  @Override
  public Path baseDir() {
    return surroundings.baseDir();
  }

  @Override
  public Path stateDir() {
    return surroundings.stateDir();
  }

  @Override
  public NodeSource nodeSource(String connection) {
    return surroundings.nodeSources().apply(connection);
  }

  @Override
  public void report(Optional<String> trouble) {
    ownTrouble = trouble;
  }

  /** What it says to be wrong while it is at work, if anything; for all threads. */
  Optional<String> ownTrouble() {
    return ownTrouble;
  }

  @Override
  public Subscription onScan(Consumer<ChannelScan> consumer) {
    Mailbox box = mailbox.orElseThrow();
    Subscription subscription = box.onScan(consumer);
    box.put(surroundings.board().latest()); // a late starter hears what there is already
    return subscription;
  }

  @Override
  public Optional<ChannelScan> latest(StreamId stream) {
    return surroundings.board().latest(stream);
  }

  @Override
  public Collection<ChannelScan> latest() {
    return surroundings.board().latest();
  }

  @Override
  public HoleLog holes() {
    return this;
  }

  @Override
  public Future<List<Segment>> segments(StreamId stream, Instant from, Instant to) {
    return surroundings
        .scanPool()
        .call(() -> surroundings.segments().read(stream, Micros.of(from), Micros.of(to)));
  }

  // An exporter's thread may block, so the ledger is simply asked.

  /** Asks the ledger. */
  private interface Question<T> {
    T ask(Ledger ledger) throws IOException;
  }

  private <T> Future<T> ask(Question<T> question) {
    try {
      return Future.succeededFuture(question.ask(surroundings.ledger().get()));
    } catch (IOException | IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
  }

  @Override
  public Future<List<Hole>> open() {
    return ask(Ledger::open);
  }

  @Override
  public Future<HolePage> find(HoleQuery query) {
    return ask(ledger -> ledger.find(query));
  }

  @Override
  public Future<LogPosition> end() {
    return ask(Ledger::end);
  }

  @Override
  public Future<Slice> after(LogPosition position, int limit) {
    return ask(ledger -> {
      boolean restarted = !ledger.knows(position);
      return new Slice(ledger.after(position, limit), restarted);
    });
  }

  @Override
  public Subscription onGrowth(Consumer<LogPosition> consumer) {
    return mailbox.orElseThrow().onGrowth(consumer);
  }

  @Override
  public void get(String path, Handler<RoutingContext> handler) {
    mounts.add(surroundings.web().get(path, request -> passOn(request, handler)));
  }

  @Override
  public void get(String path, String summary, Handler<RoutingContext> handler) {
    mounts.add(surroundings.control().get(path, summary, request -> passOn(request, handler)));
  }

  @Override
  public void post(String path, String summary, Handler<RoutingContext> handler) {
    mounts.add(surroundings.control().post(path, summary, request -> passOn(request, handler)));
  }

  /** From the event loop to the exporter's thread, which may be stuck. */
  private void passOn(RoutingContext request, Handler<RoutingContext> handler) {
    long timer =
        vertx.setTimer(
            ANSWER_MILLIS,
            _ ->
                HttpProblem.send(
                    request, 503, "the exporter " + provider.name() + " does not answer"));
    request.addEndHandler(_ -> vertx.cancelTimer(timer));
    context.runOnContext(_ -> {
      if (request.response().ended() || request.response().closed()) {
        return; // it took too long
      }
      try {
        handler.handle(request);
      } catch (HttpException e) {
        HttpProblem.send(request, e.getStatusCode(), "the request cannot be understood");
      } catch (RuntimeException e) {
        LOG.log(
            ERROR, "exporter " + provider.name() + ": " + request.normalizedPath() + " failed", e);
        HttpProblem.send(request, 500, "internal error; the log says more");
      }
    });
  }
}
