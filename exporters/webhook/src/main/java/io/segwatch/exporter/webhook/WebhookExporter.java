package io.segwatch.exporter.webhook;

import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterContext;
import io.segwatch.exporter.Settings;
import io.segwatch.exporter.Subscription;
import io.segwatch.exporter.webhook.message.Site;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells other people's servers what happened to the recording, by signed webhooks (alerts §3 to
 * §7). What it knows is in memory: after a restart of the agent it begins at the beginning of the
 * log.
 */
final class WebhookExporter implements Exporter {
  private final EndpointReader reader;
  private final List<EndpointSettings> configured;
  private final Tuning tuning;
  private Optional<Running> running = Optional.empty();

  WebhookExporter(EndpointReader reader, List<EndpointSettings> configured, Tuning tuning) {
    this.reader = reader;
    this.configured = configured;
    this.tuning = tuning;
  }

  @Override
  public Future<?> start(ExporterContext exporter) {
    Running started = new Running(exporter, tuning);
    running = Optional.of(started);
    configured.forEach(settings -> started.add(settings, Optional.of(LogPosition.START)));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return running.map(Running::stop).orElseGet(Future::succeededFuture);
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

  /** The endpoints of an exporter that was started. */
  private static final class Running {
    private final EndpointContext shared;
    private final Subscription growth;
    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();

    Running(ExporterContext exporter, Tuning tuning) {
      Context context = exporter.vertx().getOrCreateContext();
      this.shared =
          new EndpointContext(
              context,
              exporter.clock(),
              exporter.holes(),
              exporter.meters(),
              new Courier(exporter.vertx(), tuning.client().get(), tuning.lookup()),
              new Site(exporter.node(), exporter.publicUrl()),
              new RetryLadder(tuning.jitter()),
              tuning.longestNap());
      this.growth = exporter.holes().onGrowth(end -> context.runOnContext(_ -> grown(end)));
    }

    void add(EndpointSettings settings, Optional<LogPosition> from) {
      Endpoint endpoint = new Endpoint(shared, settings, from);
      endpoints.put(settings.name(), endpoint);
      endpoint.wake();
    }

    void reconfigure(List<EndpointSettings> changed) {
      Set<String> removed = new HashSet<>(endpoints.keySet());
      changed.forEach(settings -> removed.remove(settings.name()));
      removed.forEach(
          name -> Optional.ofNullable(endpoints.remove(name)).ifPresent(Endpoint::stop));
      for (EndpointSettings settings : changed) {
        Optional.ofNullable(endpoints.get(settings.name()))
            .ifPresentOrElse(
                known -> known.reconfigure(settings),
                // A new one is told what happens from now on.
                () -> add(settings, Optional.empty()));
      }
    }

    private void grown(LogPosition end) {
      // A copy: what an endpoint does when it is woken is not for this loop to know.
      new ArrayList<>(endpoints.values()).forEach(endpoint -> endpoint.grown(end));
    }

    Future<Void> stop() {
      growth.cancel();
      endpoints.values().forEach(Endpoint::stop);
      return shared.courier().close();
    }
  }
}
