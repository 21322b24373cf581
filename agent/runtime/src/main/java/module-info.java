/** The agent itself. */
module io.segwatch.agent {
  requires com.fasterxml.jackson.core;
  requires info.picocli;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.segwatch.exporter;
  requires io.segwatch.ledger;
  requires io.segwatch.storage;
  requires io.vertx.metrics.micrometer;
  requires static org.jspecify;
  requires java.logging;
  requires java.management;
  requires java.sql; // for those that list nodes, which come later
  requires jdk.jfr;
  requires jdk.management;
  requires jdk.unsupported;
  requires micrometer.registry.prometheus;
  requires org.snakeyaml.engine;

  uses io.segwatch.exporter.ExporterProvider;
  uses io.segwatch.exporter.NodeSourceProvider;
}
