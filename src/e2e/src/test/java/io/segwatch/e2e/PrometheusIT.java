package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.conformance.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The real Prometheus and its own checker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusIT {
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
        PrometheusServer server = PrometheusServer.start(prometheus, scratch, agent.port())) {
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
        PrometheusServer server =
            PrometheusServer.start(prometheus, scratch, agent.port(), scheme)) {
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
}
