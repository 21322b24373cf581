package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the process ends. */
class SignalsIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");

  @TempDir Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void endsCleanlyWithinFiveSeconds(String signal) {
    Path base = scratch.resolve("segments");
    new Recording(base, "chan", "source").record(FIRST, FIRST.plusSeconds(3_600));
    try (AgentProcess agent = AgentConfig.in(scratch, base).start().awaitReady()) {
      agent.signal(signal);

      assertThat(agent.exitWithin(Duration.ofSeconds(5))).contains(0);
      assertThat(agent.log())
          .isNotEmpty()
          .noneMatch(line -> line.contains("Exception"))
          .noneMatch(line -> line.contains(" WARNING ") || line.contains(" ERROR "));
    }
  }

  @Test
  void endsCleanlyWhileAReceiverHangs() {
    Path base = scratch.resolve("segments");
    new Recording(base, "chan", "source").record(FIRST, FIRST.plusSeconds(3_600));
    try (WebhookRecorder receiver = WebhookRecorder.start().hang("hung");
        AgentProcess agent =
            AgentConfig.in(scratch, base).endpoint("hung", receiver.url("hung")).start()) {
      receiver.awaitPost("hung", 1);

      agent.signal("TERM");

      assertThat(agent.exitWithin(Duration.ofSeconds(5))).contains(0);
    }
  }

  @Test
  void aMapIsWholeAtAnyMomentAndAfterAKillToo() throws IOException {
    Path base = scratch.resolve("segments");
    Recording recording = new Recording(base, "chan", "source").add(FIRST, Recording.SEGMENT);
    Path map = base.resolve("coverage-maps/chan_source_coverage.png");
    Random random = new Random(20_251_110);
    Instant end = FIRST.plus(Recording.SEGMENT);

    for (int life = 0; life < 3; life++) {
      try (AgentProcess agent = agentInAHurry(base)) {
        Await.until("a map", () -> Files.exists(map));
        agent.awaitReady();
        int segments = 100 + random.nextInt(100);
        for (int i = 0; i < segments; i++) {
          recording.add(end, Recording.SEGMENT);
          end = end.plus(Recording.SEGMENT);
          assertWhole(map);
        }
        agent.signal("KILL");
        assertThat(agent.exitWithin(Await.BOUND)).isPresent();
      }
      assertWhole(map);
    }
  }

  private AgentProcess agentInAHurry(Path base) {
    return Launch.on(base, scratch, "--check-interval", "5ms").agent();
  }

  private static void assertWhole(Path map) throws IOException {
    Picture picture = Picture.read(Files.readAllBytes(map));
    assertThat(picture.height()).isEqualTo(300);
    assertThat(picture.width() % 6).isZero();
  }
}
