package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.conformance.Tool;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  /** Both databases are on a disk of their own, as only the agent's process sees it. */
  @Test
  void onAFullDiskAlertsWaitAndEachIsToldOnceItHasRoom() throws IOException {
    Tool.requireRoot();
    Files.createDirectory(state);
    try (WebhookRecorder receiver = WebhookRecorder.start();
        AgentProcess agent =
            AgentConfig.in(scratch, base)
                .with("state-dir: " + state)
                .endpoint("ops", receiver.url("ops"))
                .launch()
                .under(
                    "unshare",
                    "--mount",
                    "sh",
                    "-c",
                    "mount -t tmpfs -o size=2m state \"$0\" && exec \"$@\"",
                    state.toString())
                .agent()) {
      receiver.awaitPost("ops", "digest");
      Path filler = fill(Path.of("/proc", Long.toString(agent.pid()), "root", state.toString()));

      List<Instant> holes = new ArrayList<>();
      Await.until(
          "there is no room",
          () -> {
            holes.add(FIRST.plusSeconds(1_800 + 120 * holes.size()));
            recording.add(holes.getLast(), Recording.SEGMENT);
            agent.awaitMetric(1 + holes.size(), "segwatch_holes", RAW); // scans go on
            return agent.metrics().value("segwatch_state_writable") == 0;
          });
      Files.delete(filler);

      agent.awaitMetric(1, "segwatch_state_writable");
      Await.until("all are told of", () -> told(receiver).size() >= holes.size());
      assertThat(told(receiver)).hasSameSizeAs(holes).doesNotHaveDuplicates();
    }
  }

  /** Takes all the room that there is. */
  private static Path fill(Path folder) throws IOException {
    Path filler = folder.resolve("filler");
    byte[] page = new byte[4_096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(page);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
    return filler;
  }

  /** The holes that were told to open. */
  private static List<String> told(WebhookRecorder receiver) {
    return receiver.posts("ops").stream()
        .filter(post -> post.type().equals("hole.opened"))
        .map(post -> post.data().at("/hole/id").asText())
        .toList();
  }
}
