package io.segwatch.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.logging.LogFormat;
import io.segwatch.coverage.HourName;
import io.segwatch.coverage.HourRange;
import io.segwatch.coverage.Rules;
import io.segwatch.coverage.StallRule;
import io.segwatch.storage.Lister;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flags beat the environment beats the file beats the defaults (interface §2). */
class ConfigPrecedenceTest extends ConfigTest {
  @ParameterizedTest
  @CsvSource({
    "false, false, false, 8006",
    "true, false, false, 1001",
    "false, true, false, 1002",
    "true, true, false, 1002",
    "false, false, true, 1003",
    "true, false, true, 1003",
    "false, true, true, 1003",
    "true, true, true, 1003",
  })
  void theStrongestSourceWins(boolean file, boolean variable, boolean flag, int port)
      throws IOException {
    if (variable) {
      environment.put("SEGWATCH_METRICS_PORT", "1002");
    }
    if (flag) {
      flags.put("metrics-port", "1003");
    }

    assertThat(load(file ? "metrics-port: 1001" : "").port()).isEqualTo(port);
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false, coverage-maps",
    "true, false, false, f",
    "true, true, false, e",
    "true, true, true, a",
  })
  void theStrongestSourceWinsForAnExportersKeyToo(
      boolean file, boolean variable, boolean flag, String folderName) throws IOException {
    if (variable) {
      environment.put("SEGWATCH_OUTPUT_DIR", "e");
    }
    if (flag) {
      flags.put("exporters.map.output-dir", "a");
    }

    AgentConfig config = load(file ? "exporters: {map: {output-dir: f}}" : "");

    assertThat(config.exporterSettings("map").orElseThrow().text("output-dir"))
        .hasValue(folderName);
  }

  @Test
  void theEnvironmentCanNameTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("s.yaml"), "metrics-port: 1001");
    environment.put("SEGWATCH_CONFIG", file.toString());

    assertThat(load().port()).isEqualTo(1001);
    assertThat(load().file()).hasValue(file);
  }

  @Test
  void everyOptionHasAVariable() {
    environment.put("SEGWATCH_BASE_DIR", "/b");
    environment.put("SEGWATCH_CHANNELS", "a, b");
    environment.put("SEGWATCH_QUALITIES", "source,480p");
    environment.put("SEGWATCH_FIRST_HOUR", "2026-11-14T03");
    environment.put("SEGWATCH_LAST_HOUR", "2026-11-14T05");
    environment.put("SEGWATCH_GAP_TOLERANCE", "1ms");
    environment.put("SEGWATCH_OFF_AIR_AFTER", "2h");
    environment.put("SEGWATCH_SETTLE", "4");
    environment.put("SEGWATCH_HOLE_RETENTION", "30d");
    environment.put("SEGWATCH_STALL_AFTER", "5s");
    environment.put("SEGWATCH_LIVE", "always");
    environment.put("SEGWATCH_CHECK_INTERVAL", "500ms");
    environment.put("SEGWATCH_RUN_ONCE", "true");
    environment.put("SEGWATCH_HOST", "127.0.0.1");
    environment.put("SEGWATCH_METRICS_PORT", "0");
    environment.put("SEGWATCH_PUBLIC_URL", "https://store-3:8006/");
    environment.put("SEGWATCH_BACKDOOR_PORT", "0");
    environment.put("SEGWATCH_WEB_CONFIG", "/w");
    environment.put("SEGWATCH_NODE", "store-3");
    environment.put("SEGWATCH_STATE_DIR", "/s");
    environment.put("SEGWATCH_LOG_FORMAT", "json");
    environment.put("SEGWATCH_LOG_LEVEL", "debug");
    environment.put("SEGWATCH_LISTER", "portable");
    environment.put("SEGWATCH_FULL_SCAN_INTERVAL", "2h");
    environment.put("SEGWATCH_OUTPUT_DIR", "m");
    environment.put("SEGWATCH_MAKE_PAGE", "true");
    environment.put("SEGWATCH_CONNECTION_STRING", "dbname=d");
    environment.put("SEGWATCH_HOURLY_METRICS", "off");
    assertThat(Options.ALL)
        .allSatisfy(option -> assertThat(environment).containsKey(option.variable()));

    long first = HourName.parse("2026-11-14T03").orElseThrow();
    long last = HourName.parse("2026-11-14T05").orElseThrow();
    assertThat(load())
        .isEqualTo(
            new AgentConfig(
                Path.of("/b"),
                List.of("a", "b"),
                List.of("source", "480p"),
                new Rules(1_000, 7_200_000_000L, new HourRange(first, last)),
                new StallRule(StallRule.Live.ALWAYS, 5_000_000, 7_200_000_000L),
                Duration.ofSeconds(4),
                Duration.ofDays(30),
                List.of(),
                Lister.Choice.PORTABLE,
                Duration.ofMillis(500),
                Duration.ofHours(2),
                true,
                "127.0.0.1",
                0,
                0,
                Optional.of(Path.of("/w")),
                "store-3",
                Optional.of(URI.create("https://store-3:8006")),
                Path.of("/s"),
                LogFormat.JSON,
                System.Logger.Level.DEBUG,
                Map.of(
                    "map",
                        Map.of(
                            "output-dir",
                            "m",
                            "make-page",
                            "true",
                            "connection-string",
                            "dbname=d"),
                    "prometheus", Map.of("hourly-metrics", "off")),
                Optional.empty()));
  }

  @Test
  void anEmptyVariableSaysNothing() {
    environment.put("SEGWATCH_METRICS_PORT", "");

    assertThat(load().port()).isEqualTo(8006);
  }

  @Test
  void aKeyWithoutAValueSaysNothing() throws IOException {
    AgentConfig config =
        load("metrics-port:\nfirst-hour:\nexporters:\n  map:\n  webhook: {endpoints: }\n");

    assertThat(config.port()).isEqualTo(8006);
    assertThat(config.rules().bounds()).isEqualTo(HourRange.ALL);
    assertThat(config.exporters())
        .containsEntry("map", Map.of("output-dir", "coverage-maps", "make-page", "false"));
  }

  @Test
  void anEmptyOutputFolderIsAValue() {
    flags.put("exporters.map.output-dir", "");

    assertThat(load().exporterSettings("map").orElseThrow().text("output-dir")).hasValue("");
  }
}
