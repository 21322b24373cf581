package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segwatch.conformance.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The real Prometheus and its own checker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");

  private Path scratch;
  private Path base;

  @BeforeAll
  void plant(@TempDir Path folder) {
    scratch = folder;
    base = folder.resolve("segments");
    new Recording(base, "desertbus", "source")
        .record(FIRST, FIRST.plusSeconds(600))
        .record(FIRST.plusSeconds(660), FIRST.plusSeconds(1_200));
  }

  @Test
  void prometheusScrapesTheAgent() throws IOException, InterruptedException {
    Path prometheus = Tool.require("prometheus", "prometheus");
    try (AgentProcess agent = agent();
        Server server = Server.start(prometheus, scratch, agent.port())) {
      assertThat(server.awaitValue("up")).isEqualTo("1");
      assertThat(
              server.awaitValue(
                  "segment_count{channel=\"desertbus\",quality=\"source\","
                      + "hour=\"2025-11-10T03\",type=\"full\"}"))
          .isEqualTo("19");
      assertThat(
              server.awaitValue(
                  "segwatch_holes{channel=\"desertbus\",quality=\"source\",kind=\"raw\"}"))
          .isEqualTo("1");
      assertThat(server.awaitValue("segwatch_build_info")).isEqualTo("1");
    }
  }

  @Test
  void prometheusScrapesTheAgentBehindTlsAndAPassword() throws IOException {
    Path prometheus = Tool.require("prometheus", "prometheus");
    CleanRoot.execute(
        Tool.require("openssl", "openssl").toString(),
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=segwatch",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
        "-keyout",
        scratch.resolve("server.key").toString(),
        "-out",
        scratch.resolve("server.crt").toString());
    Path trust =
        Files.copy(
            Launch.SEGWATCH_HOME.resolve("conf/web-config.yaml"),
            scratch.resolve("web-config.yaml"));
    String scheme =
        """
            scheme: https
            tls_config: {ca_file: server.crt}
            basic_auth: {username: prometheus, password: segwatch}
        """
            .indent(0);
    try (AgentProcess agent = Launch.on(base, scratch, "--web-config", trust.toString()).agent();
        Server server = Server.start(prometheus, scratch, agent.port(), scheme)) {
      assertThat(server.awaitValue("up")).isEqualTo("1");
      assertThat(server.awaitValue("segwatch_build_info")).isEqualTo("1");
    }
  }

  @Test
  void promtoolHasNothingToSayAboutOurOwnFamilies() throws IOException, InterruptedException {
    Path promtool = Tool.require("promtool", "prometheus");
    try (AgentProcess agent = agent("--hourly-metrics", "off")) {
      Path page = Files.write(scratch.resolve("page.prom"), agent.get("/metrics").body());

      Process check =
          new ProcessBuilder(promtool.toString(), "check", "metrics")
              .redirectInput(page.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(check.waitFor()).as(said).isZero();
      assertThat(said).isEmpty();
      assertThat(Files.readString(page))
          .contains("segwatch_holes{")
          .doesNotContain("segment_count");
    }
  }

  private AgentProcess agent(String... more) {
    return Launch.on(base, scratch, more).agent().awaitReady();
  }

  /** A Prometheus that scrapes one agent. */
  private record Server(Process process, String address, HttpClient client)
      implements AutoCloseable {
    static Server start(Path prometheus, Path folder, int port, String... more) throws IOException {
      Path config =
          Files.writeString(
              folder.resolve("prometheus.yml"),
              """
              global:
                scrape_interval: 1s
                scrape_timeout: 1s
              scrape_configs:
                - job_name: segwatch
                  static_configs:
                    - targets: ["127.0.0.1:%d"]
              """
                      .formatted(port)
                  + String.join("", more));
      String address = "127.0.0.1:" + FreePort.find();
      Process process =
          new ProcessBuilder(
                  prometheus.toString(),
                  "--config.file=" + config,
                  "--web.listen-address=" + address,
                  "--storage.tsdb.path=" + folder.resolve("tsdb"))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("prometheus.log").toFile())
              .start();
      return new Server(process, address, HttpClient.newHttpClient());
    }

    /** Asks for a value until there is one. */
    String awaitValue(String expression) {
      URI query =
          URI.create(
              "http://%s/api/v1/query?query=%s"
                  .formatted(address, URLEncoder.encode(expression, StandardCharsets.UTF_8)));
      JsonNode value =
          Await.value(
              "Prometheus knows " + expression,
              () -> {
                assertThat(process.isAlive()).isTrue();
                JsonNode answer = ask(query);
                JsonNode first = answer.at("/data/result/0/value/1");
                return Optional.of(first).filter(JsonNode::isTextual);
              });
      return value.asText();
    }

    private JsonNode ask(URI query) throws InterruptedException {
      try {
        HttpRequest request = HttpRequest.newBuilder(query).timeout(Await.BOUND).build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
      } catch (IOException notYet) {
        return JSON.createObjectNode(); // it is still starting
      }
    }

    @Override
    public void close() {
      client.shutdownNow();
      process.destroy();
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
