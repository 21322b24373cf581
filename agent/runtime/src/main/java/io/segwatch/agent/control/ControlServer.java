package io.segwatch.agent.control;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.segwatch.agent.web.LimitedHttp;
import io.segwatch.exporter.Subscription;
import io.segwatch.storage.Faults;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The pages for those who run the agent: on the Unix socket {@code state-dir/control}, and on a
 * port of 127.0.0.1 if asked (interface §3). The agent does without the socket if it cannot be had.
 */
public final class ControlServer extends VerticleBase {
  private static final System.Logger LOG = System.getLogger(ControlServer.class.getName());
  private static final String LOOPBACK = "127.0.0.1";

  /** How long a disk that hangs may hold up the start of the agent. */
  private static final long PATIENCE_SECONDS = 5;

  private final Path stateDir;
  private final int backdoorPort;
  private final LimitedHttp local;
  private final Optional<LimitedHttp> loopback;
  private final List<LimitedHttp> places;
  private final Map<String, String> contents = new ConcurrentSkipListMap<>();
  private volatile Optional<ControlSocket> socket = Optional.empty();

  /**
   * A server that is yet to be deployed.
   *
   * @param backdoorPort of 127.0.0.1, 0 for none
   * @param pages puts up the pages at each place
   */
  public ControlServer(Vertx vertx, Path stateDir, int backdoorPort, Consumer<LimitedHttp> pages) {
    this.stateDir = stateDir;
    this.backdoorPort = backdoorPort;
    this.local = place(vertx);
    this.loopback =
        backdoorPort == 0
            ? Optional.empty()
            : Optional.of(place(vertx).first(new LoopbackGuard(backdoorPort)));
    this.places = Stream.concat(Stream.of(local), loopback.stream()).toList();
    places.forEach(pages);
  }

  /** Answers GET and HEAD of a path at each place, until it is cancelled; for all threads. */
  public Subscription get(String path, String summary, Handler<RoutingContext> handler) {
    return mount("GET  ", path, summary, place -> place.get(path, handler));
  }

  /** Answers POST of a path at each place, until it is cancelled; for all threads. */
  public Subscription post(String path, String summary, Handler<RoutingContext> handler) {
    return mount("POST ", path, summary, place -> place.post(path, handler));
  }

  private Subscription mount(
      String method, String path, String summary, Function<LimitedHttp, Subscription> mounting) {
    List<Subscription> mounted = places.stream().map(mounting).toList();
    contents.put(method + path, summary);
    return () -> {
      contents.remove(method + path);
      mounted.forEach(Subscription::cancel);
    };
  }

  /** What was mounted, a line each. */
  public List<String> contents() {
    return contents.entrySet().stream()
        .map(page -> "%-28s  %s".formatted(page.getKey(), page.getValue()))
        .toList();
  }

  private static LimitedHttp place(Vertx vertx) {
    return new LimitedHttp(vertx, HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST);
  }

  /** Fails only if the port cannot be had. */
  @Override
  public Future<?> start() {
    Future<?> listening =
        loopback
            .<Future<?>>map(http -> http.listen(LOOPBACK, backdoorPort, "--backdoor-port"))
            .orElse(Future.succeededFuture());
    return listening.compose(_ ->
        openSocket()
            .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .onFailure(e -> LOG.log(WARNING, "no control socket: {0}", reasonOf(e)))
            .transform(_ -> Future.succeededFuture()));
  }

  private Future<Path> openSocket() {
    return Blocking.call(vertx, () -> ControlSocket.claim(stateDir))
        .compose(claimed -> {
          socket = Optional.of(claimed);
          return local
              .listen(SocketAddress.domainSocketAddress(claimed.newborn().toString()))
              .compose(_ -> Blocking.call(vertx, claimed::publish));
        })
        .onSuccess(path -> LOG.log(INFO, "control socket {0}", path));
  }

  private String reasonOf(Throwable e) {
    return e instanceof FileSystemException refused
        ? Faults.of(stateDir.toString(), refused).toString()
        : Optional.ofNullable(e.getMessage()).orElse(e.toString());
  }

  @Override
  public Future<?> stop() {
    return socket
        .<Future<?>>map(claimed -> Blocking.call(vertx, claimed::close))
        .orElse(Future.succeededFuture());
  }
}
