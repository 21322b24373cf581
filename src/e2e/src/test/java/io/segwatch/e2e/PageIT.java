package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.conformance.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, on the real agent; its tests are beside the page's others. */
class PageIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");
  private static final Path TESTS = Path.of("../../exporters/web/src/test/page");

  @Test
  void thePageShowsWhatTheAgentFindsAsItFindsIt(@TempDir Path scratch)
      throws IOException, InterruptedException {
    Path node = Tool.require("node", "nodejs");
    Tool.require("chromium", "chromium");
    Assumptions.assumeTrue(
        Files.exists(TESTS.resolve("node_modules/playwright-core"))
            || "true".equals(System.getenv("CI")),
        "the tools of the page's tests are not here: exporters/web/src/test/page/run unit");
    Path base = scratch.resolve("segments");
    new Recording(base, "desertbus", "source")
        .record(FIRST, FIRST.plusSeconds(600))
        .record(FIRST.plusSeconds(660), FIRST.plus(Duration.ofHours(2)));

    try (AgentProcess agent = AgentConfig.in(scratch, base).start().awaitReady()) {
      ProcessBuilder tests =
          new ProcessBuilder(
                  node.toString(), "--test", "--test-reporter=tap", "real/agent.test.mjs")
              .directory(TESTS.toFile())
              .redirectErrorStream(true);
      tests.environment().put("SEGWATCH_URL", agent.uri("/").toString());
      tests.environment().put("BASE", base.toString());
      Process process = tests.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).as(said).isZero();
      assertThat(said).contains("# fail 0");
    }
  }
}
