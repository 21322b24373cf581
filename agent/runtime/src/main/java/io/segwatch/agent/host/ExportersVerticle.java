package io.segwatch.agent.host;

import io.segwatch.agent.Bus;
import io.segwatch.agent.scan.ChannelCycle;
import io.segwatch.agent.web.Health.ExporterState;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.Settings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * All exporters: starts them, passes on what the bus says, and feels their pulse. None of them is
 * known by name.
 */
public final class ExportersVerticle extends VerticleBase {
  private static final long BEAT_MILLIS = 5_000;

  private final List<ExporterProvider> providers;
  private final Surroundings surroundings;
  private final Map<String, ExporterHost> hosts = new ConcurrentSkipListMap<>();
  private Map<String, Settings> settings;

  /**
   * Exporters to be started.
   *
   * @param settings of those that are enabled, by name, known to be good
   */
  public ExportersVerticle(
      List<ExporterProvider> providers, Map<String, Settings> settings, Surroundings surroundings) {
    this.providers = providers;
    this.settings = settings;
    this.surroundings = surroundings;
  }

  @Override
  public Future<?> start() {
    apply(settings);
    vertx.setPeriodic(BEAT_MILLIS, _ -> hosts.values().forEach(ExporterHost::beat));
    return Future.join(
        vertx
            .eventBus()
            .<ChannelCycle>consumer(
                Bus.SCANNED,
                message -> hosts.values().forEach(host -> host.hear(message.body().scans())))
            .completion(),
        vertx
            .eventBus()
            .<LogPosition>consumer(
                Bus.LOG_GREW, message -> hosts.values().forEach(host -> host.hear(message.body())))
            .completion());
  }

  /** Starts, changes and stops exporters so that they are as the settings say. */
  public Future<Void> reconfigure(Map<String, Settings> changed) {
    return Future.future(done ->
        context.runOnContext(_ -> {
          apply(changed);
          done.complete();
        }));
  }

  private void apply(Map<String, Settings> wanted) {
    settings = wanted;
    for (ExporterProvider provider : providers) {
      Optional<Settings> now = Optional.ofNullable(settings.get(provider.name()));
      Optional<ExporterHost> host = Optional.ofNullable(hosts.get(provider.name()));
      if (now.isPresent() && host.isPresent()) {
        host.get().reconfigure(now.get());
      } else if (now.isPresent()) {
        ExporterHost fresh = new ExporterHost(vertx, provider, now.get(), surroundings);
        hosts.put(provider.name(), fresh);
        fresh.launch();
      } else if (host.isPresent()) {
        hosts.remove(provider.name());
        var _ = host.get().stop();
      }
    }
  }

  /** How each exporter is, by its name; for all threads. */
  public Map<String, ExporterState> states() {
    Map<String, ExporterState> states = new LinkedHashMap<>();
    hosts.values().forEach(host -> states.put(host.name(), host.state()));
    return states;
  }

  /** Completes when those at work have dealt with all that the bus has said by now. */
  public Future<Void> caughtUp() {
    return Future.future(done ->
        context.runOnContext(_ ->
            Future.join(hosts.values().stream().map(ExporterHost::caughtUp).toList())
                .<Void>mapEmpty()
                .onComplete(done)));
  }

  /**
   * Stops all of them. To be done before the verticle is undeployed: Vert.x would first wait for
   * those that are still starting.
   */
  public Future<Void> shutdown() {
    return Future.future(done ->
        context.runOnContext(_ ->
            Future.join(hosts.values().stream().map(ExporterHost::stop).toList())
                .<Void>mapEmpty()
                .onComplete(done)));
  }
}
