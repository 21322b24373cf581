package io.segwatch.exporter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.life.LogEvent;
import io.segwatch.exporter.Settings;
import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.testkit.FakeAgent;
import io.segwatch.exporter.testkit.FakeHoleLog;
import io.segwatch.exporter.testkit.TurnedClock;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The exporter in an agent, with what is looked at and turned in most tests. */
final class RunningExporter implements AutoCloseable {
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final Path folder = temporaryFolder();
  final FakeAgent agent = new FakeAgent(folder);
  final Vertx vertx = agent.vertx();
  final TurnedClock clock = agent.clock();
  final FakeHoleLog log = agent.holes();
  private final EndpointReader reader = new EndpointReader(_ -> Optional.empty());

  private HostLookup lookup = host -> List.of(InetAddress.getAllByName(host));
  private HttpClientOptions client = Courier.options();
  private List<Map<String, Object>> endpoints = List.of();

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("segwatch-webhook");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Settings of an endpoint, with a secret, that waits for nothing before it tells something. */
  static Map<String, Object> endpoint(String name, String url) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("group-wait", "0s");
    settings.put("group-interval", "0s");
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

  RunningExporter start(List<Map<String, Object>> all) {
    endpoints = all;
    Tuning tuning =
        new Tuning(Duration.ofMillis(2), () -> client, lookup, new SplittableRandom(42));
    List<EndpointSettings> settings = reader.read(good(endpoints));
    agent.start(new WebhookExporter(reader, settings, tuning));
    return this;
  }

  /**
   * Starts with one endpoint, {@code pager}, which is told what happens, and waits until its first
   * answer has been taken for what it is.
   */
  void tryOnce(Receiver receiver, Receiver.Answer answer, Outcome outcome, LogEvent... events) {
    receiver.answer(answer);
    start(endpoint("pager", receiver.url()));
    log.write(events);
    awaitAttempts("pager", outcome, 1);
  }

  void reconfigure(List<Map<String, Object>> changed) {
    endpoints = changed;
    assertThat(agent.reconfigure(good(changed))).isTrue();
  }

  void stop() {
    agent.stop();
  }

  /** Starts again with what it was configured with. */
  void startAgain() {
    start(endpoints);
  }

  Path stateDir() {
    return agent.stateDir();
  }

  private Settings good(List<Map<String, Object>> all) {
    Map<String, Object> values = Map.of("endpoints", all);
    Settings probe = new Settings(values);
    reader.read(probe);
    assertThat(probe.problems()).isEmpty();
    return new Settings(values);
  }

  /** The value of a metric as Prometheus reads it; empty if there is no such line. */
  Optional<Double> metric(String series) {
    return metrics().stream()
        .filter(line -> line.startsWith(series + " "))
        .map(line -> Double.valueOf(line.substring(series.length() + 1)))
        .findFirst();
  }

  List<String> metrics() {
    return agent.meters().scrape().lines().toList();
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

  double gauge(String name, String endpoint) {
    return metric("segwatch_webhook_" + name + "{endpoint=\"" + endpoint + "\"}").orElseThrow();
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
    agent.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
