package io.segwatch.exporter.testkit;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Segment;
import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.ControlMounts;
import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterContext;
import io.segwatch.exporter.HttpMounts;
import io.segwatch.exporter.NodeSource;
import io.segwatch.exporter.Settings;
import io.segwatch.exporter.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * An agent that runs one exporter as the real one does, on a worker thread of its own and with a
 * web server; but it scans nothing: what it knows is what a test tells it.
 *
 * <pre>{@code
 * try (FakeAgent agent = new FakeAgent(folder)) {
 *   agent.start(new AnnouncerProvider().create(new Settings(Map.of())));
 *   agent.tell(new Recording().hour("2026-11-20T10", "00:00-60-full-aaaa.ts").scan());
 *   agent.holes().write(new HoleTransition(Kind.OPENED, hole));
 *   agent.clock().turn(Duration.ofMinutes(5));
 *   assertThat(agent.get("/announcer").text()).isEqualTo("segwatch says:");
 * }
 * }</pre>
 *
 * <p>For one thread, that of the test.
 */
public final class FakeAgent implements ExporterContext, AutoCloseable {
  private static final List<HttpMethod> READING = List.of(HttpMethod.GET, HttpMethod.HEAD);

  /** Where the pages of the control socket are, among the others. */
  private static final String CONTROL = "/control-socket";

  private final Vertx vertx = Vertx.vertx();
  private final TurnedClock clock = new TurnedClock();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final FakeWeb web = new FakeWeb(vertx);
  private final FakeHoleLog holes = new FakeHoleLog(clock, this::onExporterThread);
  private final Map<StreamId, List<Segment>> segments = new ConcurrentSkipListMap<>();
  private final Map<StreamId, ChannelScan> scans = new ConcurrentSkipListMap<>();
  private final List<Consumer<ChannelScan>> consumers = new CopyOnWriteArrayList<>();
  private final Optional<Path> folder;
  private volatile Optional<NodeSource> nodeSource = Optional.empty();
  private volatile Optional<String> trouble = Optional.empty();
  private volatile Optional<ExporterLife> life = Optional.empty();

  /** What the web server answered. */
  public record Answer(int status, MultiMap headers, Buffer body) {
    /** The body, read as UTF-8. */
    public String text() {
      return body.toString();
    }
  }

  /** An agent without a disk: to ask for a folder is an error. */
  public FakeAgent() {
    folder = Optional.empty();
  }

  /**
   * An agent with a disk.
   *
   * @param folder in which {@code segments}, the base folder, and {@code state} are made
   */
  public FakeAgent(Path folder) {
    this.folder = Optional.of(folder);
    try {
      Files.createDirectories(baseDir());
      Files.createDirectories(stateDir());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs an exporter, once it has started; throws what its start fails with. */
  public FakeAgent start(Exporter exporter) {
    if (life.isPresent()) {
      throw new IllegalStateException("an exporter is running already");
    }
    ExporterLife begun = new ExporterLife(exporter, this);
    life = Optional.of(begun);
    try {
      Await.result(begun.begin(vertx));
    } catch (Throwable failure) {
      takeDown();
      throw failure;
    }
    return this;
  }

  /** Stops the exporter, and takes its mounts and subscriptions down; another can be started. */
  public void stop() {
    Future<Void> ended = running().end();
    takeDown();
    Await.result(ended);
  }

  private void takeDown() {
    life = Optional.empty();
    web.clear();
    consumers.clear();
    holes.forgetReaders();
  }

  /** Offers changed settings to the exporter, on its thread; answers whether they were taken. */
  public boolean reconfigure(Settings settings) {
    return Await.result(running().reconfigure(settings));
  }

  private ExporterLife running() {
    return life.orElseThrow(() -> new IllegalStateException("no exporter is running"));
  }

  /** Tells of a scan, and waits until the exporter is done with it; throws what that throws. */
  public void tell(ChannelScan scan) {
    scans.put(scan.stream(), scan);
    onExporterThread(() -> consumers.forEach(consumer -> consumer.accept(scan)));
  }

  /** Watches a stream no longer. */
  public void forget(StreamId stream) {
    scans.remove(stream);
  }

  /** Waits for it; where no exporter runs there is nobody to hear of anything. */
  private void onExporterThread(Runnable task) {
    life.ifPresent(running -> Await.result(running.run(task)));
  }

  /** Gets a page of the exporter's, with headers given as names and values in turn. */
  public Answer get(String uri, String... headers) {
    return Await.result(request(HttpMethod.GET, uri, headers));
  }

  /** Asks for the head of a page, with headers given as names and values in turn. */
  public Answer head(String uri, String... headers) {
    return Await.result(request(HttpMethod.HEAD, uri, headers));
  }

  /** Posts an order to a page on the control socket, such as {@code /announcer/hush?for=1h}. */
  public Answer order(String uri) {
    return Await.result(request(HttpMethod.POST, CONTROL + uri));
  }

  /** Gets a page on the control socket. */
  public Answer look(String uri) {
    return get(CONTROL + uri);
  }

  /** Asks without waiting, with headers given as names and values in turn. */
  public Future<Answer> request(HttpMethod method, String uri, String... headers) {
    return web.request(method, uri, headers);
  }

  /** Ends everything; what is running is stopped. */
  @Override
  public void close() {
    Await.result(vertx.close());
  }

  @Override
  public Vertx vertx() {
    return vertx;
  }

  @Override
  public TurnedClock clock() {
    return clock;
  }

  @Override
  public PrometheusMeterRegistry meters() {
    return meters;
  }

  @Override
  public HttpMounts http() {
    return (path, handler) -> web.mount(READING, path, running(), handler);
  }

  @Override
  public ControlMounts control() {
    return new ControlMounts() {
      @Override
      public void get(String path, String summary, Handler<RoutingContext> handler) {
        web.mount(READING, CONTROL + path, running(), handler);
      }

      @Override
      public void post(String path, String summary, Handler<RoutingContext> handler) {
        web.mount(List.of(HttpMethod.POST), CONTROL + path, running(), handler);
      }
    };
  }

  @Override
  public String node() {
    return "store-3";
  }

  @Override
  public URI publicUrl() {
    return web.url();
  }

  @Override
  public Path baseDir() {
    return in("segments");
  }

  @Override
  public Path stateDir() {
    return in("state");
  }

  private Path in(String name) {
    return folder
        .orElseThrow(() -> new IllegalStateException("this agent was given no folder"))
        .resolve(name);
  }

  /** Gives the exporter this source, whatever its connection string. */
  public FakeAgent with(NodeSource source) {
    nodeSource = Optional.of(source);
    return this;
  }

  @Override
  public NodeSource nodeSource(String connection) {
    return nodeSource.orElseThrow(() -> new IllegalArgumentException("nothing understands it"));
  }

  @Override
  public void report(Optional<String> now) {
    trouble = now;
  }

  /** What the exporter said last to be wrong. */
  public Optional<String> trouble() {
    return trouble;
  }

  @Override
  public Subscription onScan(Consumer<ChannelScan> consumer) {
    ExporterLife subscriber = running();
    consumers.add(consumer);
    // A late starter hears what there is already.
    latest().forEach(scan -> subscriber.runLater(() -> consumer.accept(scan)));
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
  public FakeHoleLog holes() {
    return holes;
  }

  /** Puts segments of a stream, in order of start, where they are read again. */
  public void keep(StreamId stream, Segment... kept) {
    segments.put(stream, List.of(kept));
  }

  /** Reads what a test has {@linkplain #keep kept} of a stream; fails where that is nothing. */
  @Override
  public Future<List<Segment>> segments(StreamId stream, Instant from, Instant to) {
    return segments.containsKey(stream)
        ? Future.succeededFuture(
            segments.getOrDefault(stream, List.of()).stream()
                .filter(
                    segment -> segment.start() < Micros.of(to) && segment.end() > Micros.of(from))
                .toList())
        : Future.failedFuture(new IOException("no segments can be read again"));
  }
}
