package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.segwatch.conformance.Churn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another process changes the recording without a pause; what the agent serves is what a look at
 * the recording shows. {@code src/bench/churn} makes it long.
 */
class ChurnIT {
  private static final int SCANS_AT_A_TIME = 4;
  private static final String[] STREAM = {"channel", "chan", "quality", "source"};
  private static final System.Logger LOG = System.getLogger(ChurnIT.class.getName());

  @TempDir(factory = MemoryFolder.class)
  Path scratch;

  @Test
  void theFiguresAreThoseOfAScanFromScratchWhateverWasDone() throws Exception {
    Path base = scratch.resolve("segments");
    Path stream = Files.createDirectories(base.resolve("chan/source"));
    Process churn = Churn.start(stream, 3_000, 10);
    try (AgentProcess agent =
        Launch.on(base, scratch, "chan", "--check-interval", "1s").agent().awaitReady()) {
      int compared = 1;
      while (churn.isAlive()) {
        for (int i = 0; i < SCANS_AT_A_TIME; i++) {
          agent.awaitCompleteScan();
        }
        // What is wrong now may be put right by what is changed later.
        signal(churn, "STOP");
        assertSameAsFromScratch(agent, base);
        compared++;
        signal(churn, "CONT");
      }
      assertThat(churn.waitFor()).isZero();
      assertSameAsFromScratch(agent, base);

      Metrics end = agent.metrics();
      double unchanged = end.value("segwatch_hour_directories_unchanged_total", STREAM);
      assertThat(unchanged).as("hours known to be unchanged").isPositive();
      LOG.log(
          System.Logger.Level.INFO,
          "{0} scans, {1} hours listed, {2} known to be unchanged, compared {3} times",
          end.value("segwatch_scan_duration_seconds_count", STREAM),
          end.value("segwatch_hour_directories_listed_total", STREAM),
          unchanged,
          compared);
    } finally {
      churn.destroyForcibly();
    }
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  private void assertSameAsFromScratch(AgentProcess agent, Path base) throws IOException {
    agent.awaitCompleteScan();
    StreamFigures served = StreamFigures.of(agent.metrics());
    Launch.Finished check =
        Launch.in(scratch, "check", "chan", "--base-dir", base.toString(), "--format", "json")
            .run();
    JsonNode report = Reports.read(check.out()).get("chan/source");

    assertThat(served.values())
        .containsExactlyInAnyOrderEntriesOf(StreamFigures.of(report).values());
    assertThat(agent.log()).noneMatch(line -> line.contains(" ERROR "));
  }
}
