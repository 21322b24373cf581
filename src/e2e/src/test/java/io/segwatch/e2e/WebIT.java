package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.segwatch.conformance.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page and its programming interface, from outside. */
class WebIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");
  private static final long FIRST_US = FIRST.getEpochSecond() * 1_000_000;
  private static final long MINUTE_US = 60_000_000;

  @TempDir Path scratch;

  private Path base;
  private Recording recording;
  private AgentProcess agent;

  @BeforeEach
  void start() {
    base = scratch.resolve("segments");
    recording =
        new Recording(base, "chan", "source")
            .add(FIRST, Duration.ofMinutes(20))
            .add(FIRST.plus(Duration.ofMinutes(21)), Duration.ofMinutes(20));
    agent = AgentConfig.in(scratch, base).start().awaitReady();
  }

  @AfterEach
  void stop() {
    agent.close();
  }

  @Test
  void thePageIsServedWithWhatItIsMadeOf() {
    HttpResponse<byte[]> page = agent.get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-security-policy")).isPresent();
    assertThat(agent.text("/openapi.yaml")).startsWith("openapi: 3.1.0");
    assertThat(agent.text("/table")).contains("chan/source");

    JsonNode lane = agent.json("/api/v1/map").get("lanes").get(0);
    assertThat(lane.get("stream").asText()).isEqualTo("chan/source");
    assertThat(lane.get("spans").get(0).get(0).asLong()).isEqualTo(20 * MINUTE_US);
    assertThat(lane.get("spans").get(0).get(1).asLong()).isEqualTo(MINUTE_US);
    assertThat(agent.json("/api/v1/hours").get("rows")).hasSize(1);
    assertThat(agent.json("/api/v1/edges").get("edges").get(0).get("state").asText())
        .isEqualTo("idle");
  }

  @Test
  void segmentsAreReadAgainFromDisk() {
    JsonNode segments =
        agent
            .json(
                "/api/v1/segments?stream=chan/source&from=%d&to=%d"
                    .formatted(FIRST_US + 15 * MINUTE_US, FIRST_US + 30 * MINUTE_US))
            .get("segments");

    assertThat(segments).hasSize(2);
    assertThat(segments.get(0).get(0).asLong()).isEqualTo(-15 * MINUTE_US);
    assertThat(segments.get(0).get(1).asLong()).isEqualTo(20 * MINUTE_US);
  }

  @Test
  void anHourThatChangesIsToldToThoseWhoListen() throws IOException {
    try (Events events = Events.of(agent, "")) {
      recording.add(FIRST.plus(Duration.ofMinutes(41)), Duration.ofMinutes(2));

      events.await("hour");
    }
  }

  @Test
  void whoComesBackAfterARestartHearsOfEachHoleThatItMissedOnce() throws IOException {
    String last;
    try (Events events = Events.of(agent, "")) {
      recording.add(FIRST.plus(Duration.ofMinutes(42)), Duration.ofMinutes(2));
      last = events.await("hole");
    }
    recording.add(FIRST.plus(Duration.ofMinutes(45)), Duration.ofMinutes(2));
    agent.awaitMetric(2, "segwatch_holes_opened_total", "channel", "chan", "quality", "source");
    agent.kill();
    recording.add(FIRST.plus(Duration.ofMinutes(48)), Duration.ofMinutes(2)); // nobody watches

    agent = AgentConfig.in(scratch, base).start().awaitReady();
    agent.awaitMetric(1, "segwatch_holes_opened_total", "channel", "chan", "quality", "source");

    try (Events events = Events.of(agent, last)) {
      Await.until("both", () -> events.count("hole") >= 2);
      events.await("tick"); // what there is to replay comes before that
      assertThat(events.count("hole")).isEqualTo(2);
    }
  }

  /** What somebody hears who listens. */
  private record Events(HttpURLConnection connection, Queue<String> lines)
      implements AutoCloseable {

    /**
     * Begins to listen.
     *
     * @param last the {@code id} of the last event that was heard, empty for none
     */
    static Events of(AgentProcess agent, String last) throws IOException {
      HttpURLConnection connection =
          (HttpURLConnection) agent.uri("/api/v1/events").toURL().openConnection();
      if (!last.isEmpty()) {
        connection.setRequestProperty("Last-Event-ID", last);
      }
      Events events = new Events(connection, new ConcurrentLinkedQueue<>());
      Thread.ofVirtual().start(events::read);
      events.await("hello");
      return events;
    }

    private void read() {
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
        reader.lines().forEach(lines::add);
      } catch (IOException | UncheckedIOException ended) {
        lines.add("ended");
      }
    }

    /** Waits for an event; answers the id of the newest one that has one. */
    String await(String event) {
      Await.until("the event " + event, () -> count(event) > 0);
      return lines.stream()
          .filter(line -> line.startsWith("id: "))
          .reduce((_, newer) -> newer)
          .map(line -> line.substring("id: ".length()))
          .orElse("");
    }

    int count(String event) {
      return Collections.frequency(List.copyOf(lines), "event: " + event);
    }

    @Override
    public void close() {
      connection.disconnect();
    }
  }

  /** Each address is tried in a running agent whose every look at a file is watched. */
  @Test
  void noAddressLeadsToAFileOutside() throws IOException {
    Path strace = Tool.require("strace", "strace");
    Files.writeString(scratch.resolve("secret.png"), "secret");
    Path calls = scratch.resolve("calls");
    Process watcher =
        new ProcessBuilder(
                strace.toString(),
                "-f",
                "-qq",
                "-s",
                "4096",
                "-e",
                "trace=%file",
                "-o",
                calls.toString(),
                "-p",
                Long.toString(agent.pid()))
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve("strace").toFile())
            .start();
    try {
      Await.until("a watched scan", () -> Files.exists(calls) && text(calls).contains("chan"));
      for (String path :
          List.of(
              "/maps/../secret.png",
              "/maps/..%2fsecret/x.png",
              "/maps/chan/..%2f..%2f..%2fsecret.png",
              "/maps/%2e%2e/%2e%2e/secret.png",
              "/maps/..%5c..%5csecret/x.png",
              "/coverage-maps/..%2f..%2fsecret.png",
              "/coverage-maps/%2e%2e%2f%2e%2e%2fsecret.png",
              "/coverage-maps/../../secret.png",
              "/assets/..%2f..%2fsecret.png",
              "/assets/%2e%2e/secret.png",
              "/assets/x/..%2f..%2f..%2fetc%2fshadow",
              "/assets/secret.png",
              "/secret.png",
              "/..%2fsecret.png",
              "//etc/shadow",
              "/%2fetc%2fshadow")) {
        assertThat(agent.get(path).statusCode()).as(path).isIn(400, 404);
      }
      for (String stream : List.of("..%2f..", "..%2fsecret.png", "%2fetc%2fshadow")) {
        assertThat(agent.get("/api/v1/segments?from=0&to=1&stream=" + stream).statusCode())
            .as(stream)
            .isIn(400, 404);
      }
      agent.awaitCompleteScan();
    } finally {
      watcher.destroy();
    }

    assertThat(text(calls)).contains("chan").doesNotContain("secret", "shadow");
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
