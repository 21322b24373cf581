package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.conformance.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent with a scan that does not come to its end, as the disk does not answer. */
class BusyAgentIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");
  private static final String SUCCESS = "segwatch_scan_last_success_timestamp_seconds";

  @TempDir Path scratch;

  @Test
  void servesItsPagesAndScansWhatDoesAnswer() {
    Path base = scratch.resolve("segments");
    for (String channel : new String[] {"silent", "sound"}) {
      new Recording(base, channel, "source").record(FIRST, FIRST.plus(Duration.ofMinutes(90)));
    }
    Launch launch =
        Launch.on(base, scratch, "--check-interval", "100ms", "--lister", "native")
            .under(
                Tool.require("strace", "strace").toString(),
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                "trace=getdents64",
                "-P",
                base.resolve("silent/source/2025-11-10T03").toString(),
                "-e",
                "inject=getdents64:delay_enter=" + Duration.ofMinutes(10).toNanos() / 1_000);

    try (AgentProcess agent = launch.agent()) {
      double first = awaitSuccessAfter(agent, 0);
      awaitSuccessAfter(agent, first);

      assertThat(agent.metrics().find(SUCCESS, labels("silent"))).isEmpty();
      assertThat(agent.get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(agent.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(agent.get("/maps/sound/source.png").statusCode()).isEqualTo(200);
      assertThat(agent.get("/api/v1/map").statusCode()).isEqualTo(200);
    }
  }

  private static double awaitSuccessAfter(AgentProcess agent, double before) {
    return Await.value(
        "a scan of what answers",
        () -> agent.metrics().find(SUCCESS, labels("sound")).filter(at -> at > before));
  }

  private static String[] labels(String channel) {
    return new String[] {"channel", channel, "quality", "source"};
  }
}
