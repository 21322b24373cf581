package io.segwatch.exporter.webhook;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.segwatch.coverage.Segment;
import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.ExporterContext;
import io.segwatch.exporter.HoleLog;
import io.segwatch.exporter.HttpMounts;
import io.segwatch.exporter.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An agent that never scanned anything, but has a log. */
record FakeExporterContext(Vertx vertx, Clock clock, PrometheusMeterRegistry meters, HoleLog holes)
    implements ExporterContext {

  @Override
  public HttpMounts http() {
    return (path, handler) -> {};
  }

  @Override
  public String node() {
    return "store-3";
  }

  @Override
  public URI publicUrl() {
    return URI.create("https://store-3:8006");
  }

  @Override
  public Path baseDir() {
    return Path.of("recordings");
  }

  @Override
  public Path stateDir() {
    return Path.of("state");
  }

  @Override
  public Subscription onScan(Consumer<ChannelScan> consumer) {
    return () -> {};
  }

  @Override
  public Optional<ChannelScan> latest(StreamId stream) {
    return Optional.empty();
  }

  @Override
  public Collection<ChannelScan> latest() {
    return List.of();
  }

  @Override
  public Future<List<Segment>> segments(StreamId stream, Instant from, Instant to) {
    return Future.succeededFuture(List.of());
  }
}
