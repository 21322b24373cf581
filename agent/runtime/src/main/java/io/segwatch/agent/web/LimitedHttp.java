package io.segwatch.agent.web;

import static java.lang.System.Logger.Level.ERROR;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.segwatch.agent.trust.Doorkeeper;
import io.segwatch.exporter.HttpProblem;
import io.segwatch.exporter.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Pages, and a server for them with every limit that Vert.x leaves open: no bodies, no methods but
 * those allowed, and every error as {@code application/problem+json}.
 */
public final class LimitedHttp {
  /** How long a page may take with what it does before it answers. */
  public static final int LONGEST_WORK_SECONDS = 60;

  private static final System.Logger LOG = System.getLogger(LimitedHttp.class.getName());
  private static final int MAX_URL = 4_096;
  private static final int MAX_HEADERS = 8_192;
  private static final int WRITE_STALLS_AFTER_SECONDS = LONGEST_WORK_SECONDS + 30;
  private static final int MOST_STREAMS = 32;
  private static final long SWEEP_MILLIS = 5_000;

  private static final String NOT_UNDERSTOOD = "the request cannot be understood";

  private static final Map<Integer, String> DETAILS =
      Map.of(
          400, NOT_UNDERSTOOD,
          404, "there is no such page",
          405, "this page does not take this method",
          500, "internal error; the log says more");

  private final Vertx vertx;
  private final Router router;
  private final List<HttpMethod> methods;
  private final ConnectionGuard guard = new ConnectionGuard();
  private final Optional<Doorkeeper> doorkeeper;

  /** Without a page yet; each method that is not listed is refused. */
  public LimitedHttp(Vertx vertx, HttpMethod... methods) {
    this(vertx, Optional.empty(), methods);
  }

  /** The same behind a doorkeeper. */
  LimitedHttp(Vertx vertx, Optional<Doorkeeper> doorkeeper, HttpMethod... methods) {
    this.vertx = vertx;
    this.doorkeeper = doorkeeper;
    this.router = Router.router(vertx);
    this.methods = List.of(methods);
    router.route().handler(this::begin).handler(this::refuseWhatIsNotTaken);
    DETAILS.forEach(
        (status, detail) -> router.errorHandler(status, request -> fail(request, status, detail)));
  }

  private static void fail(RoutingContext request, int status, String detail) {
    if (status == 500 && request.failure() != null) {
      LOG.log(ERROR, request.request().method() + " failed", request.failure());
    }
    HttpProblem.send(request, status, detail);
  }

  private void receive(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    guard.requestBegan(connection);
    request.response().endHandler(_ -> guard.requestEnded(connection)); // until it is routed
    doorkeeper.ifPresentOrElse(it -> it.receive(request, router), () -> router.handle(request));
  }

  private void begin(RoutingContext request) {
    HttpConnection connection = request.request().connection();
    request.addEndHandler(_ -> guard.requestEnded(connection));
    request.response().putHeader("x-content-type-options", "nosniff");
    request.next();
  }

  private void refuseWhatIsNotTaken(RoutingContext request) {
    if (!methods.contains(request.request().method())) {
      String allowed = methods.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
      request.response().putHeader("allow", allowed);
      refuse(request, 405, "only " + allowed + " are answered here");
    } else if (hasBody(request.request())) {
      refuse(request, 413, "no body is taken here");
    } else {
      request.next();
    }
  }

  /** Ends the connection as well: a body that nobody reads may still be coming. */
  private static void refuse(RoutingContext request, int status, String detail) {
    if (request.request().version() != HttpVersion.HTTP_2) {
      request.response().putHeader("connection", "close");
    }
    request.addEndHandler(_ -> request.request().connection().close());
    HttpProblem.send(request, status, detail);
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader("content-length");
    return request.getHeader("transfer-encoding") != null
        || (length != null && !length.equals("0"));
  }

  /** Sees every request before its page does, unless it was refused already. */
  public LimitedHttp first(Handler<RoutingContext> handler) {
    router.route().handler(handler);
    return this;
  }

  /** Answers GET and HEAD of a path, until it is cancelled; for all threads. */
  public Subscription get(String path, Handler<RoutingContext> handler) {
    return mount(router.get(path).method(HttpMethod.HEAD), handler);
  }

  /** Answers POST of a path, until it is cancelled; for all threads. */
  public Subscription post(String path, Handler<RoutingContext> handler) {
    return mount(router.post(path), handler);
  }

  private static Subscription mount(Route route, Handler<RoutingContext> handler) {
    route.handler(handler);
    return route::remove;
  }

  /**
   * Serves the pages on a port, 0 for any free one, until the verticle that calls this is
   * undeployed; where that cannot be had, fails with {@link CannotListenException}.
   *
   * @param options what to change then
   */
  public Future<HttpServer> listen(String host, int port, String options) {
    return listen(SocketAddress.inetSocketAddress(port, host))
        .recover(e -> Future.failedFuture(new CannotListenException(host, port, e, options)));
  }

  /** Serves the pages there until the verticle that calls this is undeployed. */
  public Future<HttpServer> listen(SocketAddress address) {
    HttpServerOptions limits =
        new HttpServerOptions()
            .setMaxInitialLineLength(MAX_URL)
            .setMaxHeaderSize(MAX_HEADERS)
            .setWriteIdleTimeout(WRITE_STALLS_AFTER_SECONDS)
            .setHttp2ClearTextEnabled(false)
            .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(MOST_STREAMS))
            .setHandle100ContinueAutomatically(false);
    vertx.setPeriodic(SWEEP_MILLIS, _ -> guard.sweep());
    return server(limits)
        .connectionHandler(guard::opened)
        .requestHandler(this::receive)
        .invalidRequestHandler(LimitedHttp::refuseWhatIsNoRequest)
        .listen(address);
  }

  /** What comes after it on the connection means nothing. */
  private static void refuseWhatIsNoRequest(HttpServerRequest request) {
    HttpServerResponse response = request.response().putHeader("connection", "close");
    response.endHandler(_ -> request.connection().close());
    switch (request.decoderResult().cause()) {
      case TooLongHttpLineException _ ->
          HttpProblem.send(response, 414, "an address has at most " + MAX_URL + " bytes here");
      case TooLongHttpHeaderException _ ->
          HttpProblem.send(response, 431, "headers have at most " + MAX_HEADERS + " bytes here");
      case null, default -> HttpProblem.send(response, 400, NOT_UNDERSTOOD);
    }
  }

  private HttpServer server(HttpServerOptions limits) {
    Optional<Doorkeeper> withTls = doorkeeper.filter(it -> it.tls().isPresent());
    if (withTls.isEmpty()) {
      return vertx.createHttpServer(limits);
    }
    HttpServerConfig config = new HttpServerConfig(limits.setSsl(true).setUseAlpn(true));
    return vertx.createHttpServer(
        config.setVersions(withTls.get().versions()), withTls.get().tls().orElseThrow());
  }
}
