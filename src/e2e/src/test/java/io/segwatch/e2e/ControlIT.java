package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking inside a running agent, and telling it what to do. */
class ControlIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path scratch;
  private Path base;
  private Path stateDir;
  private Recording recording;
  private ControlSocket control;

  @BeforeEach
  void record() {
    base = scratch.resolve("segments");
    stateDir = scratch.resolve("state");
    recording = new Recording(base, "chan", "source").record(FIRST, FIRST.plus(HOUR));
    control = new ControlSocket(stateDir.resolve("control"));
  }

  private Launch launch(String... more) {
    return Launch.on(base, scratch, "--check-interval", "1h", "--state-dir", stateDir.toString())
        .and(more);
  }

  @Test
  void theSocketIsItsOwnersAndGoesWithTheAgent() throws IOException {
    try (AgentProcess agent = launch().agent().awaitReady()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(control.path())))
          .isEqualTo("rw-------");

      agent.signal("TERM");
      assertThat(agent.exitWithin(Duration.ofSeconds(5))).contains(0);
    }
    assertThat(control.path()).doesNotExist();
  }

  @Test
  void everyPageSaysWhatItIsFor() {
    try (AgentProcess _ = launch().agent().awaitReady()) {
      assertThat(control.get("/").body()).contains("/threads", "/flamegraph", "POST /scan");
      assertThat(control.get("/threads").body()).contains("\"segwatch-scan-0\"", "AgentProcess");
      assertThat(control.get("/memory").json().at("/heap/used").asLong()).isPositive();
      JsonNode state = control.get("/state").json();
      assertThat(state.at("/verticles"))
          .hasSize(5)
          .allMatch(each -> each.get("answers").asBoolean());
      assertThat(state.at("/channels/0/scanned").asBoolean()).isTrue();
      assertThat(state.at("/streams/0/last_scan_age_seconds").isNumber()).isTrue();
      assertThat(state.at("/exporters")).hasSize(4).allMatch(each -> each.get("up").asBoolean());
      assertThat(control.get("/log-level").json().path("").asText()).isEqualTo("INFO");
      assertThat(control.get("/nothing").head()).contains(" 404 ", "application/problem+json");
    }
  }

  @Test
  void aScanThatIsAskedForFindsANewHour() {
    try (AgentProcess agent = launch().agent().awaitReady()) {
      recording.add(FIRST.plus(HOUR), Duration.ofMinutes(1));

      ControlSocket.Answer answer = control.post("/scan?channel=chan");

      assertThat(answer.status()).isEqualTo(200);
      agent.awaitMetric(
          1,
          "segment_count",
          "channel",
          "chan",
          "quality",
          "source",
          "hour",
          "2025-11-10T04",
          "type",
          "full");
      assertThat(control.post("/scan?channel=nobody").status()).isEqualTo(404);
    }
  }

  @Test
  void aLevelThatIsSetAppliesAtOnce() {
    try (AgentProcess agent = launch().agent().awaitReady()) {
      assertThat(control.post("/log-level?logger=io.segwatch.agent.scan&level=warning").status())
          .isEqualTo(200);
      recording.add(FIRST.plus(HOUR), Duration.ofMinutes(1));
      assertThat(control.post("/scan").status()).isEqualTo(200);
      control.post("/log-level?logger=io.segwatch.agent.scan&level=inherit");
      recording.add(FIRST.plus(HOUR.multipliedBy(2)), Duration.ofMinutes(1));
      assertThat(control.post("/scan").status()).isEqualTo(200);

      agent.awaitLog("chan/source/2025-11-10T05");
      assertThat(agent.log()).noneMatch(line -> line.contains("chan/source/2025-11-10T04"));
    }
  }

  @Test
  void aFlamegraphShowsWhatTheScanIsAt() {
    try (AgentProcess _ = launch().agent().awaitReady()) {
      CompletableFuture<ControlSocket.Answer> graph =
          CompletableFuture.supplyAsync(
              () -> control.get("/flamegraph?seconds=5"), Thread::startVirtualThread);
      while (!graph.isDone()) {
        control.post("/scan");
      }

      assertThat(graph.join().body().lines())
          .isNotEmpty()
          .allMatch(line -> line.matches("[^; ]+\\([^; ]+\\)(;[^; ]+\\([^; ]+\\))* [1-9]\\d*"))
          .anyMatch(line -> line.contains(";scan(io.segwatch.storage.StreamScanner);"));
    }
  }

  @Test
  void thePortOfLoopbackTakesNoOrdersFromPagesOfABrowser() throws IOException {
    int port = FreePort.find();
    try (AgentProcess _ = launch("--backdoor-port", "" + port).agent().awaitReady()) {
      assertThat(onLoopback(port, "GET /state", "Host: localhost:" + port))
          .contains("\"channels\"");
      assertThat(onLoopback(port, "POST /scan", "Host: 127.0.0.1:" + port))
          .startsWith("HTTP/1.1 200");
      assertThat(onLoopback(port, "GET /state", "Host: rebound.example:" + port))
          .startsWith("HTTP/1.1 403")
          .contains("application/problem+json");
      assertThat(
              onLoopback(
                  port,
                  "POST /scan",
                  "Host: localhost:" + port + "\r\nOrigin: http://evil.example"))
          .startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void aPortThatIsTakenIsAMistakeInOneLine() {
    try (AgentProcess agent = launch().agent().awaitReady()) {
      stateDir = scratch.resolve("another");
      Launch.Finished refused = launch("--backdoor-port", "" + agent.port()).run();

      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.err())
          .contains(
              "segwatch: cannot listen on 127.0.0.1:" + agent.port(),
              "choose another with --backdoor-port");
    }
  }

  @Test
  void whatAKilledAgentLeftIsReplaced() {
    try (AgentProcess killed = launch().agent().awaitReady()) {
      killed.signal("KILL");
      assertThat(killed.exitWithin(Await.BOUND)).isPresent();
    }
    assertThat(control.path()).exists();

    try (AgentProcess agent = launch().agent().awaitReady()) {
      assertThat(control.get("/state").status()).isEqualTo(200);
      assertThat(agent.log()).noneMatch(line -> line.contains(" WARNING "));
    }
  }

  @Test
  void theSocketOfALivingAgentIsLeftToIt() {
    try (AgentProcess first = launch().agent().awaitReady()) {
      assertThat(launch().run().status()).isEqualTo(2);

      assertThat(control.get("/threads").body()).contains(first.pid() + "\n");
    }
  }

  @Test
  void aStateFolderThatCannotBeMadeIsAWarningAndNoMore() throws IOException {
    Files.createFile(stateDir);

    try (AgentProcess agent = launch().agent().awaitReady()) {
      agent.awaitLog("WARNING .* no control socket: " + stateDir);
    }
  }

  @Test
  void whatTakesATemporaryFolderSaysSoWhereThereIsNone() throws IOException {
    Path file = Files.createFile(scratch.resolve("file"));
    try (AgentProcess agent =
        launch()
            .with("SEGWATCH_JAVA_OPTS", "-Djava.io.tmpdir=" + file)
            .with("SEGWATCH_ENABLE_STACKSAMPLER", "true")
            .agent()
            .awaitReady()) {
      agent.awaitLog("WARNING .* stacks cannot be sampled: .*" + file);
      for (String page : List.of("/threads", "/flamegraph?seconds=1")) {
        assertThat(control.get(page).status()).isEqualTo(503);
        assertThat(control.get(page).body()).contains("temporary folder", file.toString());
      }
    }
  }

  @Test
  void theSamplerCountsStacksWhereItIsAskedFor() {
    try (AgentProcess agent =
        launch().with("SEGWATCH_ENABLE_STACKSAMPLER", "true").agent().awaitReady()) {
      Await.until(
          "a sample of a scan",
          () -> {
            control.post("/scan");
            return agent.metrics().family("flamegraph_total").keySet().stream()
                .map(sample -> sample.labels().get("stack"))
                .anyMatch(stack -> stack.contains("(io.segwatch.storage.StreamScanner);"));
          });
    }
  }

  /** Netty asks whether there is a JFR, which loads a few of its classes, and starts nothing. */
  @Test
  void jfrIsNotLoadedWhereNobodyAskedForIt() {
    try (AgentProcess agent =
        launch().with("SEGWATCH_JAVA_OPTS", "-Xlog:class+load").agent().awaitReady()) {
      control.get("/state");
      assertThat(loads(agent, "jdk.jfr.internal.PlatformRecorder")).isFalse();
      assertThat(loads(agent, "jdk.jfr.consumer.RecordingStream")).isFalse();
      assertThat(agent.metrics().family("flamegraph_total")).isEmpty();

      control.get("/flamegraph?seconds=1");

      Await.until("it is loaded", () -> loads(agent, "jdk.jfr.internal.PlatformRecorder"));
      assertThat(loads(agent, "jdk.jfr.consumer.RecordingStream")).isTrue();
    }
  }

  private static boolean loads(AgentProcess agent, String type) {
    return agent.log().stream().anyMatch(line -> line.contains(" " + type + " "));
  }

  private static String onLoopback(int port, String request, String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String head = request + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
