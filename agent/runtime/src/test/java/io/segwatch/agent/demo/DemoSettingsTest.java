package io.segwatch.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.config.AgentConfig;
import io.segwatch.agent.config.ConfigLoader;
import io.segwatch.agent.config.TestExporters;
import io.segwatch.exporter.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent of a demo runs with. */
class DemoSettingsTest {
  private static final URI RECEIVER = URI.create("http://127.0.0.1:12345/webhook");

  @TempDir Path parent;

  private final SigningSecret secret = SigningSecret.random();
  private final Map<String, String> environment = new HashMap<>();
  private DemoFolder folder;

  @BeforeEach
  void writeTheFile() throws IOException {
    folder = DemoFolder.create(parent);
    DemoSettings.write(folder, RECEIVER, secret);
  }

  private AgentConfig config(Map<String, Object> given) {
    ConfigLoader loader = new ConfigLoader(environment, TestExporters.ALL);
    return loader.load(DemoSettings.flags(given, loader, folder));
  }

  @Test
  void theAgentWatchesTheRecordingAndNothingElse() {
    AgentConfig config = config(Map.of());

    assertThat(config.baseDir()).isEqualTo(folder.recording());
    assertThat(config.stateDir()).isEqualTo(folder.state());
    assertThat(config.file()).hasValue(folder.configuration());
    assertThat(config.channels()).containsExactly("desertbus", "rhythmnow");
    assertThat(config.qualities()).containsExactly("source", "480p");
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.node()).isEqualTo("demo");
  }

  @Test
  void itsTimesAreShortEnoughToWatch() {
    AgentConfig config = config(Map.of());

    assertThat(config.settle()).isEqualTo(Duration.ofSeconds(8));
    assertThat(config.checkInterval()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.logLevel()).isEqualTo(System.Logger.Level.WARNING);
  }

  @Test
  void webhooksGoToTheReceiver() {
    Settings webhook = config(Map.of()).exporterSettings("webhook").orElseThrow();

    List<Settings> endpoints = webhook.sections("endpoints");
    assertThat(endpoints).hasSize(1);
    assertThat(endpoints.getFirst().text("url")).hasValue(RECEIVER.toString());
    assertThat(endpoints.getFirst().text("secret")).hasValue(secret.text());
  }

  @Test
  void flagsAndVariablesOfTheUserWin() {
    environment.put("SEGWATCH_NODE", "mine");
    AgentConfig config = config(Map.of("settle", "20s", "metrics-port", "4711", "host", "0.0.0.0"));

    assertThat(config.settle()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.port()).isEqualTo(4711);
    assertThat(config.node()).isEqualTo("mine");
    assertThat(config.publicUrl()).hasValue(URI.create("http://127.0.0.1:4711"));
  }

  @Test
  void whatTheUsersOwnAgentWatchesIsLeftAlone() {
    environment.put("SEGWATCH_BASE_DIR", "/srv/segments");
    environment.put("SEGWATCH_CHANNELS", "other");
    environment.put("SEGWATCH_CONFIG", "/etc/segwatch.yaml");
    environment.put("SEGWATCH_STATE_DIR", "/var/lib/segwatch");
    AgentConfig config = config(Map.of());

    assertThat(config.baseDir()).isEqualTo(folder.recording());
    assertThat(config.stateDir()).isEqualTo(folder.state());
    assertThat(config.channels()).doesNotContain("other");
  }

  @Test
  void whereTheUsualPortIsTakenAnotherOneServes() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket holder = new ServerSocket(0, 1, loopback)) {
      int port = DemoSettings.freePort("127.0.0.1", holder.getLocalPort());

      assertThat(port).isPositive().isNotEqualTo(holder.getLocalPort());
    }
  }

  @Test
  void aPortThatIsFreeIsTaken() throws IOException {
    int free = DemoSettings.freePort("127.0.0.1", 0);

    assertThat(DemoSettings.freePort("127.0.0.1", free)).isEqualTo(free);
  }

  @Test
  void theAddressToOpenIsOneThatCanBeOpened() {
    assertThat(config(Map.of("metrics-port", "1", "host", "::1")).publicUrl())
        .hasValue(URI.create("http://[::1]:1"));
    assertThat(config(Map.of("metrics-port", "0")).publicUrl().orElseThrow().getPort())
        .isPositive();
  }
}
