package io.segwatch.agent.trust;

import io.segwatch.agent.web.Health;
import io.segwatch.agent.web.WebServer;
import io.segwatch.exporter.ChannelScan;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A web server with a page, a stream without end, and health, behind a web configuration. */
final class GuardedServer implements AutoCloseable, Health.Source {
  private final Vertx vertx = Vertx.vertx();
  private final WebServer web;

  GuardedServer(Path config) {
    web = new WebServer(vertx, "127.0.0.1", 0, WebConfig.read(config));
    web.get("/page", request -> request.response().end("hello"));
    web.get("/events", request -> request.response().setChunked(true).write("data: first\n\n"));
    Health.mount(web, this, Clock.systemUTC());
    vertx.deployVerticle(web).await();
  }

  String url(String path) {
    return web.scheme() + "://127.0.0.1:" + web.port() + path;
  }

  int port() {
    return web.port();
  }

  @Override
  public List<String> hanging() {
    return List.of();
  }

  @Override
  public Optional<String> baseFault() {
    return Optional.of("a secret of the inside");
  }

  @Override
  public Optional<String> stateFault() {
    return Optional.empty();
  }

  @Override
  public boolean ready() {
    return true;
  }

  @Override
  public Collection<ChannelScan> scans() {
    return List.of();
  }

  @Override
  public Map<String, Health.ExporterState> exporters() {
    return Map.of();
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
