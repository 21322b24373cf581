package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No alert is lost, whatever crashes. {@code src/e2e/crash} makes it long. */
class CrashIT {
  private static final int KILLS = Integer.getInteger("crash.kills", 10);
  private static final long SEED = Long.getLong("crash.seed", 7);
  private static final Optional<Path> KEPT =
      Optional.ofNullable(System.getProperty("crash.dir")).map(Path::of);

  @TempDir Path folder;

  @Test
  void whatIsToldIsWhatWasDoneHoweverOftenTheAgentIsKilled() {
    CrashOutcome outcome = Crash.run(KILLS, SEED, KEPT.orElse(folder), System.out::println);

    System.out.print(outcome);
    assertThat(outcome.isGood()).as(outcome.toString()).isTrue();
    assertThat(outcome.transitions()).isGreaterThan(KILLS);
  }
}
