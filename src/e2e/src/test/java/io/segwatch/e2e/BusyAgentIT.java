package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.conformance.ConformanceTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that never stops scanning. */
class BusyAgentIT {
  private static final int SCRAPES = 60;

  @TempDir(factory = MemoryFolder.class)
  Path scratch;

  @Test
  void pagesAreServedWhileAScanIsUnderWay() throws IOException {
    ConformanceTree tree = ConformanceTree.named("hard-2");
    Path base = scratch.resolve("segments");
    tree.plant(base);
    Launch launch =
        Launch.on(
            base,
            scratch,
            "--qualities",
            "source,480p",
            "--check-interval",
            "1ms",
            "--full-scan-interval", // so that each scan takes longer than a scrape
            "1ms",
            "--hourly-metrics",
            "off");

    try (AgentProcess agent = launch.agent().awaitReady()) {
      Set<Double> scans = new HashSet<>();
      for (int i = 0; i < SCRAPES; i++) {
        scans.add(
            agent
                .metrics()
                .value(
                    "segwatch_scan_duration_seconds_count",
                    "channel",
                    tree.channel(),
                    "quality",
                    "source"));
      }

      // A scrape that had to wait for a scan would see another number each time.
      assertThat(scans).hasSizeBetween(2, SCRAPES - 1);
    }
  }
}
