package io.segwatch.exporter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.segwatch.exporter.Settings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The exporter as the agent runs it: in a verticle of its own with one worker thread. */
final class RunningExporter implements AutoCloseable {
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  final Vertx vertx = Vertx.vertx();
  final TurnedClock clock = new TurnedClock();
  final FakeHoleLog log = new FakeHoleLog(clock);
  private final PrometheusMeterRegistry prometheus =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final EndpointReader reader = new EndpointReader(_ -> Optional.empty());

  private HostLookup lookup = host -> List.of(InetAddress.getAllByName(host));
  private HttpClientOptions client = Courier.options();
  private Optional<Host> host = Optional.empty();

  /** Settings of an endpoint, with a secret. */
  static Map<String, Object> endpoint(String name, String url) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("name", name);
    settings.put("url", url);
    settings.put("secret", SECRET);
    return settings;
  }

  static Map<String, Object> endpoint(String name, String url, Map<String, ?> more) {
    Map<String, Object> settings = endpoint(name, url);
    settings.putAll(more);
    return settings;
  }

  RunningExporter lookingUp(HostLookup otherLookup) {
    lookup = otherLookup;
    return this;
  }

  RunningExporter connecting(HttpClientOptions options) {
    client = options;
    return this;
  }

  RunningExporter start(Map<String, Object> endpoint) {
    return start(List.of(endpoint));
  }

  RunningExporter start(List<Map<String, Object>> endpoints) {
    Tuning tuning = new Tuning(Duration.ofMillis(2), client, lookup, new SplittableRandom(42));
    List<EndpointSettings> settings = reader.read(good(endpoints));
    Host started = new Host(new WebhookExporter(reader, settings, tuning));
    Await.result(
        vertx.deployVerticle(
            started,
            new DeploymentOptions()
                .setThreadingModel(ThreadingModel.WORKER)
                .setWorkerPoolName("exporter")
                .setWorkerPoolSize(1)));
    host = Optional.of(started);
    return this;
  }

  void reconfigure(List<Map<String, Object>> endpoints) {
    Settings settings = good(endpoints);
    boolean taken = running().call(() -> running().exporter.reconfigure(settings));
    assertThat(taken).isTrue();
  }

  void stop() {
    Await.result(vertx.undeploy(running().deploymentID()));
  }

  private Settings good(List<Map<String, Object>> endpoints) {
    Map<String, Object> values = Map.of("endpoints", endpoints);
    Settings probe = new Settings(values);
    reader.read(probe);
    assertThat(probe.problems()).isEmpty();
    return new Settings(values);
  }

  private Host running() {
    return host.orElseThrow();
  }

  /** The value of a metric as Prometheus reads it; empty if there is no such line. */
  Optional<Double> metric(String series) {
    return metrics().stream()
        .filter(line -> line.startsWith(series + " "))
        .map(line -> Double.valueOf(line.substring(series.length() + 1)))
        .findFirst();
  }

  List<String> metrics() {
    return new ArrayList<>(prometheus.scrape().lines().toList());
  }

  double attempts(String endpoint, Outcome outcome) {
    String labels = "{endpoint=\"" + endpoint + "\",outcome=\"" + outcome.label() + "\"}";
    return metric("segwatch_webhook_attempts_total" + labels).orElseThrow();
  }

  void awaitAttempts(String endpoint, Outcome outcome, int count) {
    Await.until(() -> attempts(endpoint, outcome) >= count);
  }

  double dead(String endpoint) {
    return metric("segwatch_webhook_dead_total{endpoint=\"" + endpoint + "\"}").orElseThrow();
  }

  double pending(String endpoint) {
    return metric("segwatch_webhook_outbox_pending{endpoint=\"" + endpoint + "\"}").orElseThrow();
  }

  /** Turns the clock second by second until as many posts were received. */
  List<Receiver.Post> turnUntil(Receiver receiver, int posts) {
    Await.until(() -> {
      clock.turn(Duration.ofSeconds(1));
      return receiver.posts().size() >= posts;
    });
    return receiver.posts();
  }

  @Override
  public void close() {
    Await.result(vertx.close());
  }

  private final class Host extends VerticleBase {
    private final WebhookExporter exporter;

    Host(WebhookExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public Future<?> start() {
      return exporter.start(new FakeExporterContext(vertx, clock, prometheus, log));
    }

    @Override
    public Future<?> stop() {
      return exporter.stop();
    }

    <T> T call(Supplier<T> work) {
      Promise<T> done = Promise.promise();
      context.runOnContext(_ -> done.complete(work.get()));
      return Await.result(done.future());
    }
  }
}
