package io.segwatch.agent.web;

import static java.lang.System.Logger.Level.ERROR;

import io.segwatch.exporter.HttpProblem;
import io.segwatch.exporter.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/**
 * The one HTTP server. It only reads: GET and HEAD, no bodies; every limit that Vert.x leaves open
 * is set; every error is {@code application/problem+json}.
 */
public final class WebServer extends VerticleBase {
  private static final System.Logger LOG = System.getLogger(WebServer.class.getName());
  private static final int MAX_URL = 4_096;
  private static final int MAX_HEADERS = 8_192;
  private static final int WRITE_STALLS_AFTER_SECONDS = 60;
  private static final long SWEEP_MILLIS = 5_000;

  private static final Map<Integer, String> DETAILS =
      Map.of(
          400, "the request cannot be understood",
          404, "there is no such page",
          500, "internal error; the log says more");

  private final String host;
  private final int port;
  private final Router router;
  private final ConnectionGuard guard = new ConnectionGuard();
  private volatile Optional<HttpServer> server = Optional.empty();

  /** A server that is yet to be deployed; port 0 takes a free one. */
  public WebServer(Vertx vertx, String host, int port) {
    this.host = host;
    this.port = port;
    this.router = Router.router(vertx);
    router.route().handler(this::begin).handler(WebServer::onlyReading);
    DETAILS.forEach(
        (status, detail) -> router.errorHandler(status, request -> fail(request, status, detail)));
  }

  private static void fail(RoutingContext request, int status, String detail) {
    if (status == 500 && request.failure() != null) {
      LOG.log(ERROR, request.request().method() + " failed", request.failure());
    }
    HttpProblem.send(request, status, detail);
  }

  private void begin(RoutingContext request) {
    HttpConnection connection = request.request().connection();
    guard.requestBegan(connection);
    request.addEndHandler(_ -> guard.requestEnded(connection));
    request.response().putHeader("x-content-type-options", "nosniff");
    request.next();
  }

  private static void onlyReading(RoutingContext request) {
    HttpMethod method = request.request().method();
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      request.response().putHeader("allow", "GET, HEAD");
      refuse(request, 405, "only GET and HEAD are answered here");
    } else if (hasBody(request.request())) {
      refuse(request, 413, "no body is taken here");
    } else {
      request.next();
    }
  }

  /** Ends the connection as well: a body that nobody reads may still be coming. */
  private static void refuse(RoutingContext request, int status, String detail) {
    request.response().putHeader("connection", "close");
    request.addEndHandler(_ -> request.request().connection().close());
    HttpProblem.send(request, status, detail);
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader("content-length");
    return request.getHeader("transfer-encoding") != null
        || (length != null && !length.equals("0"));
  }

  /** Answers GET and HEAD of a path, until it is cancelled; for all threads. */
  public Subscription get(String path, Handler<RoutingContext> handler) {
    Route route = router.route(path).handler(handler);
    return route::remove;
  }

  /** The port that it listens on. */
  public int port() {
    return server.map(HttpServer::actualPort).orElse(port);
  }

  @Override
  public Future<?> start() {
    HttpServerOptions limits =
        new HttpServerOptions()
            .setMaxInitialLineLength(MAX_URL)
            .setMaxHeaderSize(MAX_HEADERS)
            .setWriteIdleTimeout(WRITE_STALLS_AFTER_SECONDS)
            .setHttp2ClearTextEnabled(false)
            .setHandle100ContinueAutomatically(false);
    vertx.setPeriodic(SWEEP_MILLIS, _ -> guard.sweep());
    return vertx
        .createHttpServer(limits)
        .connectionHandler(guard::opened)
        .requestHandler(router)
        .listen(port, host)
        .onSuccess(listening -> server = Optional.of(listening));
  }
}
