package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.conformance.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recording belongs to others: nothing is written below the base folder but maps. */
class ReadOnlyIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");

  /** Calls that change something, and no call that does not. */
  private static final String CHANGING_CALLS =
      "open,openat,openat2,creat,mkdir,mkdirat,rmdir,rename,renameat,renameat2,unlink,unlinkat,link,"
          + "linkat,symlink,symlinkat,truncate,chmod,fchmodat,chown,lchown,fchownat,utimensat,"
          + "setxattr,lsetxattr";

  /** What of them is about a folder or only reads. */
  private static final Pattern ONLY_READS = Pattern.compile("open(at)?\\(.*\\bO_RDONLY\\b.*");

  @TempDir Path scratch;

  private Path base;
  private Path maps;

  @BeforeEach
  void plant() {
    base = scratch.resolve("segments");
    maps = base.resolve("coverage-maps");
    new Recording(base, "chan", "source")
        .record(FIRST, FIRST.plus(Duration.ofMinutes(90)))
        .put(base.resolve("chan/source/2025-11-10T03/bad name"))
        .put(base.resolve("chan/source/notes/something"));
  }

  @Test
  void aRunningAgentChangesNothingBesideTheMaps() throws IOException {
    var before = Listing.below(base, maps);

    try (AgentProcess agent = AgentConfig.in(scratch, base).start().awaitReady()) {
      agent.awaitCompleteScan();
      assertThat(agent.get("/maps/chan/source.png").statusCode()).isEqualTo(200);
      Await.until("a map", () -> Files.exists(maps.resolve("chan_source_coverage.png")));
      agent.awaitCompleteScan();
    }

    assertThat(Listing.below(base, maps)).isEqualTo(before);
  }

  @Test
  void noSystemCallWritesBelowTheBaseFolderBesideTheMaps() throws IOException {
    Path strace = Tool.require("strace", "strace");
    Path calls = scratch.resolve("calls");

    Launch.Finished once =
        Launch.on(base, scratch, "--run-once")
            .under(
                strace.toString(),
                "-f",
                "-y",
                "-qq",
                "-s",
                "4096",
                "-e",
                "trace=" + CHANGING_CALLS,
                "-o",
                calls.toString())
            .run();

    assertThat(once.status()).as(once.err()).isZero();
    List<String> below =
        Files.readAllLines(calls).stream()
            .filter(call -> call.contains(base.toString()))
            .filter(call -> !call.contains(" resumed>")) // the outcome of a call that is there too
            .toList();
    assertThat(below)
        .as("the scan is seen")
        .anyMatch(call -> call.contains("2025-11-10T03") && call.contains("O_RDONLY"));
    assertThat(below)
        .as("the map is seen")
        .anyMatch(call -> call.contains(maps.toString()) && call.contains("rename"));
    assertThat(below)
        .filteredOn(call -> !call.contains(maps.toString()))
        .filteredOn(call -> !ONLY_READS.matcher(call.replaceFirst("^\\d+\\s+", "")).matches())
        .isEmpty();
  }

  @Test
  void withoutAMapFolderNothingIsWrittenAtAll() throws IOException {
    var before = Listing.below(base, maps);

    Launch.Finished once = Launch.on(base, scratch, "--output-dir", "", "--run-once").run();

    assertThat(once.status()).as(once.err()).isZero();
    assertThat(Listing.below(base, scratch.resolve("nothing"))).isEqualTo(before);
  }
}
