package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state folder that comes back: what is told of the time without it (alerts §2). */
class StateIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");
  private static final String[] RAW = {"channel", "chan", "quality", "source", "kind", "raw"};

  @TempDir Path scratch;
  private Path base;
  private Path state;
  private Recording recording;

  @BeforeEach
  void record() {
    base = scratch.resolve("segments");
    state = scratch.resolve("state");
    recording =
        new Recording(base, "chan", "source")
            .record(FIRST, FIRST.plusSeconds(600))
            .record(FIRST.plusSeconds(720), FIRST.plusSeconds(1_200));
  }

  @Test
  void whileItCannotBeWrittenScansGoOnAndAlertsComeOnceItCan() throws IOException {
    Files.createFile(state);
    try (WebhookRecorder receiver = WebhookRecorder.start();
        AgentProcess agent =
            AgentConfig.in(scratch, base)
                .with("state-dir: " + state)
                .endpoint("ops", receiver.url("ops"))
                .start()) {
      agent.awaitMetric(0, "segwatch_state_writable");
      agent.awaitMetric(1, "segwatch_holes", RAW);
      assertThat(agent.json("/health/ready").at("/state/writable").asBoolean(true)).isFalse();
      assertThat(agent.json("/health/ready").at("/state/trouble").asText()).isNotEmpty();
      agent.awaitLog("(ERROR|WARNING) .*" + state);
      recording.add(FIRST.plusSeconds(1_800), Recording.SEGMENT);
      agent.awaitMetric(2, "segwatch_holes", RAW);
      assertThat(receiver.posts("ops")).isEmpty();

      Files.delete(state);

      agent.awaitMetric(1, "segwatch_state_writable");
      assertThat(receiver.awaitPost("ops", "digest").data().path("holes").asInt()).isEqualTo(2);
      recording.add(FIRST.plusSeconds(2_400), Recording.SEGMENT);
      receiver.awaitPost("ops", "hole.opened");
    }
  }
}
