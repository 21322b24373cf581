package io.segwatch.exporter.prometheus;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterContext;
import io.vertx.core.Future;
import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Serves {@code /metrics}: all meters of the process, and what the newest scans say, read from them
 * at the moment of the scrape.
 */
final class PrometheusExporter implements Exporter {
  private final int newestHours;
  private Runnable leave = () -> {};

  /**
   * An exporter that is yet to be started.
   *
   * @param newestHours how many hours of each stream have figures of their own, from the newest
   *     back
   */
  PrometheusExporter(int newestHours) {
    this.newestHours = newestHours;
  }

  @Override
  public Future<?> start(ExporterContext context) {
    PrometheusRegistry registry = context.meters().getPrometheusRegistry();
    InfoSnapshot build = buildInfo();
    Collector buildInfo = () -> build;
    List<MultiCollector> scans = new ArrayList<>();
    scans.add(new StreamMetrics(context::latest));
    if (newestHours > 0) {
      scans.add(new HourlyMetrics(context::latest, newestHours));
    }
    leave =
        () -> {
          registry.unregister(buildInfo);
          scans.forEach(registry::unregister);
        };
    registry.register(buildInfo);
    scans.forEach(registry::register);
    context.http().get("/metrics", new MetricsPage(registry)::answer);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    leave.run();
    return Future.succeededFuture();
  }

  /** An Info of the client: a gauge of Micrometer's would lose the suffix of its name. */
  private static InfoSnapshot buildInfo() {
    String version =
        Optional.ofNullable(PrometheusExporter.class.getModule().getDescriptor())
            .flatMap(ModuleDescriptor::rawVersion)
            .orElse("unknown");
    Labels labels =
        Labels.of("version", version, "java_version", System.getProperty("java.version"));
    return InfoSnapshot.builder()
        .name("segwatch_build")
        .help("What is running")
        .dataPoint(InfoDataPointSnapshot.builder().labels(labels).build())
        .build();
  }
}
