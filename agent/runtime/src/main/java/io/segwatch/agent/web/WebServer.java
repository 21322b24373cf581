package io.segwatch.agent.web;

import io.segwatch.agent.trust.Doorkeeper;
import io.segwatch.agent.trust.WebConfig;
import io.segwatch.exporter.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The HTTP server for everybody. It only reads: GET and HEAD. */
public final class WebServer extends VerticleBase {
  private final String host;
  private final int port;
  private final Doorkeeper doorkeeper;
  private final LimitedHttp http;
  private volatile Optional<HttpServer> server = Optional.empty();

  /** A server that is yet to be deployed; port 0 takes a free one. */
  public WebServer(Vertx vertx, String host, int port, WebConfig config) {
    this.host = host;
    this.port = port;
    this.doorkeeper = new Doorkeeper(vertx, config);
    this.http = new LimitedHttp(vertx, Optional.of(doorkeeper), HttpMethod.GET, HttpMethod.HEAD);
  }

  /** Gives strangers an answer of their own to GET and HEAD of a path; before it is deployed. */
  void open(String path, Handler<HttpServerRequest> handler) {
    doorkeeper.open(path, handler);
  }

  /** Answers GET and HEAD of a path, until it is cancelled; for all threads. */
  public Subscription get(String path, Handler<RoutingContext> handler) {
    return http.get(path, handler);
  }

  /** How addresses on it begin. */
  public String scheme() {
    return doorkeeper.tls().isPresent() ? "https" : "http";
  }

  /** The port that it listens on. */
  public int port() {
    return server.map(HttpServer::actualPort).orElse(port);
  }

  @Override
  public Future<?> start() {
    return http.listen(host, port, "--host or --metrics-port")
        .onSuccess(listening -> {
          server = Optional.of(listening);
          doorkeeper.watch(listening);
        });
  }
}
