package io.segwatch.exporter.webhook;

import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.ExporterContext;
import io.segwatch.exporter.Subscription;
import io.segwatch.exporter.webhook.EndpointState.Cursor;
import io.segwatch.exporter.webhook.alertmanager.AlertmanagerFormat;
import io.segwatch.exporter.webhook.message.Site;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The endpoints of an exporter that was started, and the file that they share. */
final class Endpoints {
  private static final Duration PRUNED_EVERY = Duration.ofHours(1);
  private static final SecureRandom ENTROPY = new SecureRandom();

  private final Context context;
  private final Clock clock;
  private final OutboxFile file;
  private final Backlog backlog;
  private final KnownStreams streams;
  private final EndpointContext shared;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final long pruning;
  private final Map<String, Told> endpoints = new LinkedHashMap<>();
  private int configurations;
  private LogPosition end = LogPosition.START;

  Endpoints(ExporterContext exporter, Tuning tuning, OutboxFile file) {
    this.context = exporter.vertx().getOrCreateContext();
    this.clock = exporter.clock();
    this.file = file;
    this.streams = new KnownStreams(file);
    this.backlog = new Backlog(exporter.holes(), streams);
    this.shared =
        new EndpointContext(
            context,
            clock,
            file,
            backlog,
            exporter.meters(),
            new Courier(exporter.vertx(), tuning.client().get(), tuning.lookup()),
            new Site(exporter.node(), exporter.publicUrl()),
            new RetryLadder(tuning.jitter()),
            tuning.longestNap());
    this.pruning = context.owner().setPeriodic(PRUNED_EVERY.toMillis(), _ -> prune());
    subscriptions.add(exporter.holes().onGrowth(grown -> context.runOnContext(_ -> grown(grown))));
    subscriptions.add(exporter.onScan(scan -> streams.add(scan.stream(), end.epoch())));
    new OutboxPages(file, this).mount(exporter.control());
  }

  private void prune() {
    file.prune(clock.instant());
    endpoints.values().forEach(Told::countDeadLetters);
  }

  /** Starts them, each where it was: in a file that is new, at what happened of late. */
  Future<Void> begin(List<EndpointSettings> configured) {
    file.prune(clock.instant());
    boolean lost = file.isNew();
    return (lost ? backlog.reach(clock.instant()) : backlog.end())
        .compose(place ->
            onContext(() -> {
              end = place.position();
              apply(configured, place);
            }))
        .compose(_ -> backlog.end())
        .compose(place -> onContext(() -> grown(place.position())));
  }

  /** Takes another configuration: an endpoint that is new is told what happens from now on. */
  void reconfigure(List<EndpointSettings> changed) {
    int configuration = ++configurations;
    backlog
        .end()
        .onSuccess(place ->
            context.runOnContext(_ -> {
              if (configuration == configurations) {
                apply(changed, place);
              }
            }))
        .onFailure(e ->
            context.runOnContext(_ -> {
              throw new IllegalStateException("the log of holes cannot be read", e);
            }));
  }

  private Future<Void> onContext(Runnable step) {
    return Future.future(done ->
        context.runOnContext(_ -> {
          try {
            step.run();
            done.complete();
          } catch (RuntimeException e) {
            done.fail(e);
          }
        }));
  }

  private void apply(List<EndpointSettings> settings, Cursor place) {
    Instant now = clock.instant();
    Map<String, EndpointState> known = file.endpoints();
    known.values().stream()
        .filter(state -> state.removed().isEmpty())
        .filter(state -> settings.stream().noneMatch(each -> each.name().equals(state.name())))
        .forEach(state -> remove(state, now));
    // What another kind of endpoint is to be made of is stopped, and goes on as that.
    settings.stream()
        .filter(each -> endpoint(each.name()).filter(told -> !told.suits(each)).isPresent())
        .forEach(each -> {
          Optional.ofNullable(endpoints.remove(each.name())).ifPresent(Told::stop);
          file.leave(each.name(), "the format was changed", now);
        });
    List<EndpointSettings> fresh =
        settings.stream().filter(each -> !endpoints.containsKey(each.name())).toList();
    Map<String, EndpointState> states = new LinkedHashMap<>();
    for (EndpointSettings each : fresh) {
      EndpointState state =
          Optional.ofNullable(known.get(each.name()))
              .map(old -> old.removed().isPresent() ? old.back(place) : old)
              .orElseGet(() -> first(each, place, now))
              .with(each, now);
      states.put(each.name(), state);
    }
    file.keep(List.copyOf(states.values()), now);
    for (EndpointSettings each : settings) {
      Optional.ofNullable(states.get(each.name()))
          .ifPresentOrElse(
              state -> add(each, state),
              () -> endpoint(each.name()).ifPresent(running -> running.reconfigure(each)));
    }
  }

  private static EndpointState first(EndpointSettings settings, Cursor place, Instant now) {
    String epoch = Long.toUnsignedString(ENTROPY.nextLong(), 36);
    return new EndpointState(
        settings.name(),
        epoch,
        0,
        place,
        Optional.empty(),
        Breaker.CLOSED,
        Optional.empty(),
        settings.secrets().fingerprint(epoch),
        now,
        Optional.empty());
  }

  private void add(EndpointSettings settings, EndpointState state) {
    Told endpoint =
        settings.format() instanceof AlertmanagerFormat format
            ? new AlertEndpoint(shared, settings, format, state)
            : new Endpoint(shared, settings, state);
    endpoints.put(settings.name(), endpoint);
    endpoint.grown(end);
  }

  private void remove(EndpointState state, Instant now) {
    Optional.ofNullable(endpoints.remove(state.name())).ifPresent(Told::stop);
    file.remove(state, now);
  }

  /** The one of that name. */
  Optional<Told> endpoint(String name) {
    return Optional.ofNullable(endpoints.get(name));
  }

  private void grown(LogPosition now) {
    end = now;
    // A copy: what an endpoint does when it is woken is not for this loop to know.
    new ArrayList<>(endpoints.values()).forEach(endpoint -> endpoint.grown(now));
  }

  Future<Void> stop() {
    subscriptions.forEach(Subscription::cancel);
    context.owner().cancelTimer(pruning);
    endpoints.values().forEach(Told::stop);
    return shared
        .courier()
        .close()
        .eventually(() -> {
          file.close();
          return Future.succeededFuture();
        });
  }
}
