package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Storms of holes are told in few messages, and take little. {@code src/e2e/soak} makes it long.
 */
class SoakIT {
  private static final int TRANSITIONS = Integer.getInteger("soak.transitions", 300);
  private static final Optional<Path> KEPT =
      Optional.ofNullable(System.getProperty("soak.dir")).map(Path::of);

  /** How much more memory it may take than while nothing happens, in MiB. */
  private static final double MORE_MEMORY = 15;

  @TempDir Path folder;

  @TempDir(factory = MemoryFolder.class)
  Path base;

  @Test
  void allOfAStormIsToldInDigestsAndTakesLittle() {
    try (Soak soak = new Soak(KEPT.orElse(folder), base, SoakIT::say)) {
      Soak.Outcome outcome = soak.run(TRANSITIONS);

      System.out.print(outcome);
      assertThat(outcome.opened()).isEqualTo(outcome.made());
      assertThat(outcome.filled()).isEqualTo(outcome.made());
      assertThat(outcome.numbered()).isTrue();
      assertThat(outcome.postsOfStorm()).isLessThan(Soak.HOLES / 100);
      assertThat(outcome.mostMiB()).isLessThan(outcome.idleMiB() + MORE_MEMORY);
      assertThat(soak.log()).noneMatch(line -> line.contains(" ERROR "));
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
