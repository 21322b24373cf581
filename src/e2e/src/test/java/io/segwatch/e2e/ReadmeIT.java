package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.conformance.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the README shows is what works. */
@Execution(ExecutionMode.CONCURRENT)
class ReadmeIT {
  private static final Path README = Path.of("..", "..", "README.md");
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");

  /** The published vector of Standard Webhooks. */
  private static final String VECTOR =
      """

      secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
      headers = {"webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": "1614265330",
                 "webhook-signature": "v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}
      body = b'{"test": 2432232314}'
      print(verify(secret, headers, body, 1614265330 + 299),
            verify(secret, headers, body, 1614265330 + 301),
            verify(secret, headers, body + b" ", 1614265330),
            verify("whsec_AAAA", headers, body, 1614265330))
      """;

  @TempDir Path scratch;

  @Test
  void theVerificationOfASignatureWorks() throws Exception {
    Path python = Tool.require("python3", "python3");
    Process process =
        new ProcessBuilder(python.toString(), "-c", blocks("python").getFirst() + VECTOR)
            .redirectErrorStream(true)
            .start();

    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(said.strip()).isEqualTo("True False False False");
  }

  @Test
  void theExampleExporterCompilesLoadsAndWorks() throws IOException {
    List<String> sources = blocks("java");
    Path plugins =
        ExporterJar.plugins(
            Map.of(
                "com/example/announcer/AnnouncerProvider.java", sources.get(0),
                "module-info.java", sources.get(1)),
            scratch);
    Path base = scratch.resolve("segments");
    Recording recording =
        new Recording(base, "chan", "source").record(FIRST, FIRST.plusSeconds(600));
    try (AgentProcess agent =
        AgentConfig.in(scratch, base)
            .with("exporters: {announcer: {greeting: \"listen:\"}}")
            .launch()
            .with("SEGWATCH_PLUGINS_DIR", plugins.toString())
            .agent()) {
      agent.awaitLog("listen: chan/source is covered by 1\\.0");
      recording.lose(FIRST.plusSeconds(300), FIRST.plusSeconds(310));
      agent.awaitLog("listen: opened h_");
      assertThat(agent.text("/announcer")).isEqualTo("listen:");
    }
  }

  @Test
  void theExampleConfigurationIsGood() throws IOException {
    Path secret = Files.writeString(scratch.resolve("pager.secret"), "whsec_" + "A".repeat(44));
    Path file =
        Files.writeString(
            scratch.resolve("segwatch.yaml"),
            blocks("yaml").getFirst().replace("/etc/segwatch/pager.secret", secret.toString()));

    Launch.Finished config = Launch.in(scratch, "config", "--config", file.toString()).run();

    assertThat(config.err()).isEmpty();
    assertThat(config.status()).isZero();
    assertThat(config.out()).contains("/srv/segments", "desertbus").doesNotContain("whsec_A");
  }

  @Test
  void theExampleFileOfTheDistributionIsGoodWithTheRealExporters() {
    Path example = Launch.SEGWATCH_HOME.resolve("conf/segwatch.yaml");

    Launch.Finished config = Launch.in(scratch, "config", "--config", example.toString()).run();

    assertThat(config.err()).isEmpty();
    assertThat(config.status()).isZero();
  }

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("^```" + language + "\\R(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(Files.readString(README))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }
}
