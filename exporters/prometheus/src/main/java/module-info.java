/** Coverage as Prometheus metrics. */
module io.segwatch.exporter.prometheus {
  requires io.segwatch.exporter;
  requires static org.jspecify;
  requires micrometer.registry.prometheus;
}
