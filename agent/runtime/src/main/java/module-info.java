/** The agent itself. */
module io.segwatch.agent {
  requires info.picocli;
  requires io.segwatch.exporter;
  requires io.segwatch.ledger;
  requires io.segwatch.storage;
  requires io.vertx.metrics.micrometer;
  requires static org.jspecify;
  requires java.logging;
  requires micrometer.registry.prometheus;
  requires org.snakeyaml.engine;

  opens io.segwatch.agent to
      info.picocli;
}
