package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.conformance.Tool;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.HoleTransition.Kind;
import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.webhook.message.Samples;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Alertmanager, with a receiver behind it that hears what it tells (alerts §8). */
class AlertmanagerTest {
  /** Longer than anything takes here, however busy the machine is. */
  private static final Duration HOLD = Duration.ofHours(20);

  private final Instant began = Instant.now();
  private final RunningExporter exporter = new RunningExporter();
  private final Receiver told = new Receiver(exporter.vertx);

  @TempDir Path folder;

  private Duration ahead = Duration.ZERO;
  private int port;
  private Optional<Process> running = Optional.empty();

  @AfterEach
  void close() throws InterruptedException {
    exporter.close();
    kill();
  }

  @Test
  void holesAreToldToTheirEndHoweverOftenAlertmanagerIsKilled() throws Exception {
    Path alertmanager = Tool.require("prometheus-alertmanager", "prometheus-alertmanager");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    exporter.start(
        endpoint(
            "am",
            "http://127.0.0.1:" + port + "/api/v2/alerts",
            Map.of("format", "alertmanager", "firing-at-least", "19h")));
    exporter.log.write(opened("h_1"), opened("h_2"));
    start(alertmanager);
    await(() -> told("firing", "h_1") && told("firing", "h_2"));
    exporter.log.write(filled("h_1"));
    passHold();
    await(() -> told("resolved", "h_1"));

    kill();
    exporter.log.write(filled("h_2"), opened("h_3"), opened("h_4"), filled("h_4"));
    long before = alerts("firing", "h_2").size();
    start(alertmanager);

    // Also what ended while it was away, of which it knows nothing any more.
    await(() ->
        alerts("firing", "h_2").size() > before && told("firing", "h_3") && told("firing", "h_4"));
    passHold();
    await(() -> told("resolved", "h_2") && told("resolved", "h_4"));
    assertThat(told("resolved", "h_3")).isFalse();
    assertThat(alerts("firing", "h_3").getFirst().getJsonObject("annotations").getString("summary"))
        .isEqualTo("Hole of 4.5 s in desertbus/source");
    assertThat(alerts("resolved", "h_2").getFirst().getJsonObject("annotations").getString("state"))
        .isEqualTo("filled");
  }

  private void start(Path alertmanager) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("alertmanager.yml"),
            """
            route:
              receiver: recorder
              group_by: [alertname]
              group_wait: 1s
              group_interval: 2s
              repeat_interval: 1h
            receivers:
              - name: recorder
                webhook_configs:
                  - url: %s
                    send_resolved: true
            """
                .formatted(told.url()));
    running =
        Optional.of(
            new ProcessBuilder(
                    alertmanager.toString(),
                    "--config.file=" + config,
                    "--storage.path=" + folder.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port,
                    "--cluster.listen-address=")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("alertmanager.log").toFile())
                .start());
  }

  private void kill() throws InterruptedException {
    if (running.isPresent()) {
      assertThat(running.get().destroyForcibly().waitFor()).isNotZero();
    }
  }

  /** The exporter counts from when a post was answered, which may be after its alerts are told. */
  private void passHold() {
    double answered = exporter.attempts("am", Outcome.DELIVERED);
    await(() -> exporter.attempts("am", Outcome.DELIVERED) > answered);
    ahead = ahead.plus(HOLD);
  }

  /** Lets the exporter's clock run, faster than the others, so that it soon tries again. */
  private void await(BooleanSupplier condition) {
    Await.until(() -> {
      ahead = ahead.plusMillis(50);
      exporter.clock.turn(Duration.between(exporter.clock.instant(), Instant.now().plus(ahead)));
      return condition.getAsBoolean();
    });
  }

  private boolean told(String status, String hole) {
    return !alerts(status, hole).isEmpty();
  }

  private List<JsonObject> alerts(String status, String hole) {
    return told.posts().stream()
        .flatMap(post -> post.json().getJsonArray("alerts").stream())
        .map(JsonObject.class::cast)
        .filter(alert -> alert.getString("status").equals(status))
        .filter(alert -> alert.getJsonObject("labels").getString("hole").equals(hole))
        .toList();
  }

  private LogEvent opened(String id) {
    return new HoleTransition(Kind.OPENED, hole(id, HoleState.CONFIRMED));
  }

  private LogEvent filled(String id) {
    return new HoleTransition(Kind.FILLED, hole(id, HoleState.FILLED));
  }

  private Hole hole(String id, HoleState state) {
    long start = Micros.of(began.minusSeconds(600));
    return new Hole(
        id,
        Samples.SOURCE,
        start,
        start + 4_500_000,
        state.isEnd() ? Spans.NONE : Spans.of(start, start + 4_500_000),
        state.isEnd() ? 2 : 1,
        state,
        began.minusSeconds(590),
        Optional.of(began.minusSeconds(300)),
        state.isEnd() ? Optional.of(began) : Optional.empty(),
        Optional.of(Cause.MISSING));
  }
}
