package io.segwatch.exporter.map;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.segwatch.coverage.Segment;
import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterContext;
import io.segwatch.exporter.HoleLog;
import io.segwatch.exporter.HttpMounts;
import io.segwatch.exporter.Subscription;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** An agent that hears of scans from a test, with a base folder and a web server of its own. */
final class FakeAgent implements ExporterContext, HttpMounts, AutoCloseable {
  /** What the web server answered. */
  record Answer(int status, MultiMap headers, Buffer body) {
    String text() {
      return body.toString();
    }
  }

  /** A verticle that is only there for its thread. */
  private static final class Worker extends VerticleBase {
    Context context() {
      return context;
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<StreamId, ChannelScan> scans = new ConcurrentSkipListMap<>();
  private final List<Consumer<ChannelScan>> consumers = new CopyOnWriteArrayList<>();
  private final Path baseDir;
  private final Router router = Router.router(vertx);
  private final HttpServer server;
  private final HttpClient client;
  private final Context exporterContext;

  FakeAgent(Path baseDir) {
    this.baseDir = baseDir;
    server = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    client = vertx.createHttpClient();
    Worker worker = new Worker();
    await(
        vertx.deployVerticle(
            worker, new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
    exporterContext = worker.context();
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }

  FakeAgent start(Exporter exporter) {
    onExporterThread(() -> exporter.start(this));
    return this;
  }

  /** Tells of a scan, and waits until the exporter is done with it. */
  void tell(ChannelScan scan) {
    scans.put(scan.stream(), scan);
    onExporterThread(() -> consumers.forEach(consumer -> consumer.accept(scan)));
  }

  void forget(StreamId stream) {
    scans.remove(stream);
  }

  private void onExporterThread(Runnable task) {
    await(
        Future.<Void>future(done ->
            exporterContext.runOnContext(_ -> {
              try {
                task.run();
                done.complete();
              } catch (RuntimeException e) {
                done.fail(e);
              }
            })));
  }

  Answer get(String uri, String... headers) {
    return await(request(HttpMethod.GET, uri, headers));
  }

  Answer head(String uri, String... headers) {
    return await(request(HttpMethod.HEAD, uri, headers));
  }

  /** Asks, with headers given as names and values in turn. */
  Future<Answer> request(HttpMethod method, String uri, String... headers) {
    return client
        .request(method, server.actualPort(), "127.0.0.1", uri)
        .compose(request -> {
          for (int i = 0; i < headers.length; i += 2) {
            request.headers().add(headers[i], headers[i + 1]);
          }
          return request.send().compose(FakeAgent::answer); // in time for the body's first byte
        });
  }

  private static Future<Answer> answer(HttpClientResponse response) {
    return response.body().map(body -> new Answer(response.statusCode(), response.headers(), body));
  }

  @Override
  public void get(String path, Handler<RoutingContext> handler) {
    router
        .route(path)
        .handler(request ->
            exporterContext.runOnContext(_ -> {
              try {
                handler.handle(request);
              } catch (RuntimeException e) {
                request.fail(e);
              }
            }));
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  @Override
  public Vertx vertx() {
    return vertx;
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public PrometheusMeterRegistry meters() {
    return meters;
  }

  @Override
  public HttpMounts http() {
    return this;
  }

  @Override
  public String node() {
    return "node-1";
  }

  @Override
  public URI publicUrl() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  @Override
  public Path baseDir() {
    return baseDir;
  }

  @Override
  public Path stateDir() {
    throw notNeeded();
  }

  @Override
  public Subscription onScan(Consumer<ChannelScan> consumer) {
    consumers.add(consumer);
    return () -> consumers.remove(consumer);
  }

  @Override
  public Optional<ChannelScan> latest(StreamId stream) {
    return Optional.ofNullable(scans.get(stream));
  }

  @Override
  public Collection<ChannelScan> latest() {
    return List.copyOf(scans.values());
  }

  @Override
  public HoleLog holes() {
    throw notNeeded();
  }

  @Override
  public Future<List<Segment>> segments(StreamId stream, Instant from, Instant to) {
    throw notNeeded();
  }

  private static AssertionError notNeeded() {
    return new AssertionError("maps are made from scans alone");
  }
}
