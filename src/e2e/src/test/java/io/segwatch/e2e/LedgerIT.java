package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segwatch.conformance.Tool;
import io.segwatch.e2e.Launch.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent knows of holes outlives the process, however that ends (alerts §2 and §8). */
class LedgerIT {
  /** Long off air by now, so that nothing is stalled. */
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");

  @TempDir private Path scratch;
  private Path base;
  private Path stateDir;
  private Recording recording;

  @BeforeEach
  void plant() {
    base = scratch.resolve("segments");
    stateDir = scratch.resolve("state");
    recording =
        new Recording(base, "chan", "source").record(FIRST, FIRST.plus(Duration.ofMinutes(90)));
  }

  private Launch agent() {
    return AgentConfig.in(scratch, base).with("state-dir: " + stateDir).launch();
  }

  private Instant minute(int minute) {
    return FIRST.plus(Duration.ofMinutes(minute));
  }

  /** The holes in some states, as a program reads them. */
  private List<JsonNode> holes(String states) throws IOException {
    Finished list =
        Launch.in(
                scratch,
                "holes",
                "--state-dir",
                stateDir.toString(),
                "--format",
                "json",
                "--state",
                states)
            .run();
    assertThat(list.status()).as(list.err()).isZero();
    List<JsonNode> holes = new ArrayList<>();
    for (String line : list.out().lines().toList()) {
      holes.add(new ObjectMapper().readTree(line));
    }
    return holes;
  }

  private void awaitHoles(String states, int count) {
    Await.until(count + " holes are " + states, () -> holes(states).size() == count);
  }

  private static void kill(AgentProcess agent) {
    agent.signal("KILL");
    assertThat(agent.exitWithin(Await.BOUND)).isPresent();
  }

  @Test
  void whatWasWrittenDownIsThereAfterAKillAndWhatHappenedMeanwhileIsFound() throws IOException {
    try (AgentProcess agent = agent().agent().awaitReady()) {
      recording.lose(minute(70), minute(71));
      awaitHoles("open", 1);
      kill(agent);
    }
    String id = holes("open").getFirst().path("id").asText();
    recording.record(minute(70), minute(71)); // filled, while nobody watches
    recording.lose(minute(75), minute(76)); // and another one opens

    try (AgentProcess agent = agent().agent().awaitReady()) {
      awaitHoles("open", 1);
      assertThat(holes("filled"))
          .singleElement()
          .satisfies(hole -> assertThat(hole.path("id").asText()).isEqualTo(id));
      agent.awaitMetric(1, "segwatch_holes_filled_total", "channel", "chan", "quality", "source");
      agent.awaitMetric(1, "segwatch_holes_opened_total", "channel", "chan", "quality", "source");
    }

    try (AgentProcess agent = agent().agent().awaitReady()) {
      agent.awaitCompleteScan();
      assertThat(holes("open")).hasSize(1);
      agent.awaitMetric(0, "segwatch_holes_opened_total", "channel", "chan", "quality", "source");
    }
  }

  @Test
  void aSecondAgentIsRefusedAndToldWhoHasTheFolder() {
    try (AgentProcess first = agent().agent().awaitReady()) {
      Finished second = agent().run();

      assertThat(second.status()).isEqualTo(2);
      assertThat(second.err())
          .contains("segwatch: state-dir " + stateDir + " is in use by process " + first.pid());
      assertThat(first.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theStateOfAnotherTreeIsRefused() throws IOException {
    agent().agent().awaitReady().close();
    Path moved = Files.move(base, scratch.resolve("moved"));

    Finished refused = agent().and("--base-dir", moved.toString()).run();

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains(base.toString(), moved.toString(), "state-dir");
  }

  @Test
  void aFolderThatCannotBeHadStopsNeitherScansNorMetricsAndIsTold() throws IOException {
    Files.createFile(stateDir);
    recording.lose(minute(70), minute(71));

    try (AgentProcess agent = agent().agent().awaitReady()) {
      agent.awaitMetric(0, "segwatch_state_writable");
      agent.awaitMetric(1, "segwatch_holes", "channel", "chan", "quality", "source", "kind", "raw");
      agent.awaitLog("ERROR .*nothing can be written down");
      JsonNode state = agent.json("/health/ready").path("state");
      assertThat(state.path("writable").asBoolean(true)).isFalse();
      assertThat(state.path("trouble").asText()).contains(stateDir.toString());
    }
  }

  @Test
  void aDamagedFileIsKeptAndHolesHaveTheSameIds() throws IOException {
    recording.lose(minute(70), minute(71));
    try (AgentProcess _ = agent().agent().awaitReady()) {
      awaitHoles("open", 1);
    }
    String id = holes("open").getFirst().path("id").asText();
    Path file = stateDir.resolve("holes.db");
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 4_096; i < bytes.length; i += 16) {
      bytes[i] ^= 0x2a;
    }
    Files.write(file, bytes);

    try (AgentProcess agent = agent().agent().awaitReady()) {
      agent.awaitLog("ERROR .*holes.db.*is damaged.*holes.db.corrupt-");
      awaitHoles("open", 1);
      assertThat(holes("open").getFirst().path("id").asText()).isEqualTo(id);
    }
    try (Stream<Path> files = Files.list(stateDir)) {
      assertThat(files).anyMatch(path -> path.toString().contains("holes.db.corrupt-"));
    }
  }

  /**
   * Whether the power fails after it or not: what happened is on the disk, in both files, before
   * anybody is told of it.
   */
  @Test
  void everyCommitWaitsForTheDisk() throws IOException {
    Path strace = Tool.require("strace", "strace");
    Path calls = scratch.resolve("calls");
    try (WebhookRecorder receiver = WebhookRecorder.start()) {
      Launch traced =
          AgentConfig.in(scratch, base)
              .with("state-dir: " + stateDir)
              .endpoint("pager", receiver.url("pager"))
              .launch()
              .under(
                  strace.toString(),
                  "-f",
                  "-y",
                  "-qq",
                  "-e",
                  "trace=pwrite64,fdatasync,fsync,write,writev",
                  "-o",
                  calls.toString());
      try (AgentProcess agent = traced.agent().awaitReady()) {
        receiver.awaitPost("pager", 1); // of what was there before
        recording.lose(minute(70), minute(71));
        awaitHoles("open", 1);
        receiver.awaitPost("pager", 2);
        recording.record(minute(70), minute(71));
        awaitHoles("filled", 1);
        receiver.awaitPost("pager", 3);
        agent.awaitMetric(1, "segwatch_holes_filled_total", "channel", "chan", "quality", "source");
      }
    }

    DiskCalls seen = DiskCalls.read(calls);
    assertThat(seen.syncs("holes.db-wal"))
        .as("baseline, seen, opened, filled: one each at least")
        .isGreaterThanOrEqualTo(4);
    assertThat(seen.posts()).hasSizeGreaterThanOrEqualTo(3);
    for (String log : List.of("holes.db-wal", "webhook.db-wal")) {
      assertThat(seen.isSynced(log)).as("nothing of %s is left to be synced", log).isTrue();
      long before = 0;
      for (Map<String, Long> syncs : seen.posts()) {
        assertThat(syncs.getOrDefault(log, 0L))
            .as("%s was synced since the last post", log)
            .isGreaterThan(before);
        before = syncs.getOrDefault(log, 0L);
      }
    }
  }
}
