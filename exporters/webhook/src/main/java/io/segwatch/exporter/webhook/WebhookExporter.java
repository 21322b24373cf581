package io.segwatch.exporter.webhook;

import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterContext;
import io.segwatch.exporter.Settings;
import io.segwatch.statefile.StateFileException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Tells other people's servers what happened to the recording, by signed webhooks (alerts §2 to
 * §7). Where its file cannot be opened or written it fails, and is started again later: what is not
 * on the disk is not sent.
 */
final class WebhookExporter implements Exporter {
  private final EndpointReader reader;
  private final List<EndpointSettings> configured;
  private final Tuning tuning;
  private Optional<Endpoints> running = Optional.empty();

  WebhookExporter(EndpointReader reader, List<EndpointSettings> configured, Tuning tuning) {
    this.reader = reader;
    this.configured = configured;
    this.tuning = tuning;
  }

  @Override
  public Future<?> start(ExporterContext exporter) {
    try {
      return begin(exporter, OutboxFile.open(exporter.stateDir(), exporter.clock()));
    } catch (StateFileException e) {
      // Who has no endpoints needs no file; with the first one this is tried again.
      return configured.isEmpty() ? Future.succeededFuture() : Future.failedFuture(e);
    }
  }

  private Future<Void> begin(ExporterContext exporter, OutboxFile file) {
    Endpoints endpoints = new Endpoints(exporter, tuning, file);
    running = Optional.of(endpoints);
    return endpoints.begin(configured);
  }

  @Override
  public Future<?> stop() {
    return running.map(Endpoints::stop).orElseGet(Future::succeededFuture);
  }

  @Override
  public boolean reconfigure(Settings settings) {
    List<EndpointSettings> changed = reader.read(settings);
    // A file with a secret may have gone since the settings were found to be good.
    if (!settings.problems().isEmpty()) {
      return false;
    }
    running.ifPresent(endpoints -> endpoints.reconfigure(changed));
    return running.isPresent();
  }
}
