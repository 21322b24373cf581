package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that changes under a running agent, and an agent that is started again. */
class ReloadIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");

  @TempDir Path scratch;

  private final WebhookRecorder receiver = WebhookRecorder.start();
  private Recording recording;
  private AgentConfig config;
  private AgentProcess agent;

  @BeforeEach
  void start() {
    Path base = scratch.resolve("segments");
    recording =
        new Recording(base, "chan", "source")
            .record(FIRST, FIRST.plusSeconds(600))
            .add(FIRST.plusSeconds(601), Duration.ofSeconds(9));
    config = AgentConfig.in(scratch, base);
    agent = config.start().awaitReady();
    awaitHoles(1);
  }

  @AfterEach
  void stop() {
    agent.close();
    receiver.close();
  }

  private void awaitHoles(int count) {
    agent.awaitMetric(
        count, "segwatch_holes", "channel", "chan", "quality", "source", "kind", "raw");
  }

  private void makeHole() {
    recording.add(FIRST.plusSeconds(900), Recording.SEGMENT);
  }

  @Test
  void aChangedFileIsTakenWithoutASignal() {
    config.with("gap-tolerance: 2s").write();

    awaitHoles(0);
  }

  @Test
  void anEndpointIsAddedAtSighup() {
    config.endpoint("late", receiver.url("late")).write();
    agent.signal("HUP");
    agent.awaitMetric(0, "segwatch_webhook_outbox_pending", "endpoint", "late");

    makeHole();

    receiver.awaitPost("late", "hole.opened");
  }

  @Test
  void aBadFileChangesNothingAndSaysEverythingThatIsWrong() {
    config.write(config.text() + "gap-tolerence: 2s\nlive: sometimes\n");
    agent.signal("HUP");

    agent.awaitLog("segwatch\\.yaml:7: gap-tolerence: .*did you mean gap-tolerance\\?");
    agent.awaitLog("segwatch\\.yaml:8: live: 'sometimes' .*auto, always, never");
    awaitHoles(1);
    assertThat(agent.get("/health/live").statusCode()).isEqualTo(200);

    config.with("gap-tolerance: 2s").write();
    awaitHoles(0);
  }

  @Test
  void aRestartTellsNoKnownHoleAsANewOne() {
    config = config.endpoint("ops", receiver.url("ops"));
    config.write();
    agent.signal("HUP");
    agent.awaitMetric(0, "segwatch_webhook_outbox_pending", "endpoint", "ops");
    makeHole();
    receiver.awaitPost("ops", "hole.opened");
    agent.close();

    agent = config.start().awaitReady();
    agent.awaitCompleteScan();
    recording.add(FIRST.plusSeconds(1_200), Recording.SEGMENT);

    Await.until("the newest hole is told", () -> startsOfOpened().size() > 1);
    assertThat(startsOfOpened()).containsExactly(FIRST.plusSeconds(610), FIRST.plusSeconds(960));
  }

  private List<Instant> startsOfOpened() {
    return receiver.posts("ops").stream()
        .filter(post -> post.type().equals("hole.opened"))
        .map(post -> Instant.parse(post.data().at("/hole/start").asText()))
        .toList();
  }
}
