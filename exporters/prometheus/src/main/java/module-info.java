import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.prometheus.PrometheusExporterProvider;

/** Coverage as Prometheus metrics. */
module io.segwatch.exporter.prometheus {
  requires io.prometheus.metrics.model;
  requires io.prometheus.writer.text;
  requires io.segwatch.exporter;
  requires static org.jspecify;

  provides ExporterProvider with
      PrometheusExporterProvider;
}
