package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the folder of the distribution beside the program. */
class DistributionIT {
  private static final String FROM_CACHE = "io.segwatch.agent.Main source: shared objects file";
  private static final String MUST_USE_CACHE = "-XX:AOTMode=on -Xlog:class+load";
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");

  @TempDir Path scratch;
  private Path base;

  @BeforeEach
  void record() {
    base = scratch.resolve("segments");
    new Recording(base, "chan", "source").record(FIRST, FIRST.plusSeconds(3_600));
  }

  /** With this option it does not start if it cannot use the cache. */
  @Test
  void theArchiveBringsACacheThatIsUsedWhereverItIsUnpacked() throws Exception {
    String archive = Launch.SEGWATCH_HOME + ".tar.gz";
    List<String> unpack = List.of("tar", "-xzf", archive, "-C", scratch.toString());
    assertThat(new ProcessBuilder(unpack).inheritIO().start().waitFor()).isZero();

    Launch.Finished check =
        check(scratch.resolve(Launch.SEGWATCH_HOME.getFileName()), MUST_USE_CACHE);

    assertThat(check.status()).isZero();
    assertThat(check.out()).contains(FROM_CACHE);
  }

  @Test
  void aCopyWithOtherTimesRunsWithoutIt() throws IOException {
    Path copy = ExporterJar.copyOfDistribution(scratch);
    try (var jars = Files.newDirectoryStream(copy.resolve("lib"), "*.jar")) {
      for (Path jar : jars) {
        Files.setLastModifiedTime(jar, FileTime.from(FIRST));
      }
    }

    Launch.Finished check = check(copy, "-Xlog:class+load");

    assertThat(check.status()).isZero();
    assertThat(check.err()).isEmpty();
    assertThat(check.out()).contains("io.segwatch.agent.Main ").doesNotContain(FROM_CACHE);
  }

  /** A JVM of this version does not notice by itself, and would run the code of before. */
  @Test
  void anUpgradedJarIsUsedAndNotWhatTheCacheHasOfIt() throws IOException {
    Path copy = ExporterJar.copyOfDistribution(scratch);
    Path jar = agentJar(copy);
    FileTime time = Files.getLastModifiedTime(jar);
    try (FileSystem agent = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      Files.writeString(agent.getPath("/upgraded"), "yes");
    }
    Files.setLastModifiedTime(jar, time);

    Launch.Finished check = check(copy, "-Xlog:class+load");

    assertThat(check.status()).isZero();
    assertThat(check.out()).contains("io.segwatch.agent.Main ").doesNotContain(FROM_CACHE);
  }

  @Test
  void nothingOfTheMachinesJavaIsNeeded() {
    Launch.Finished check =
        Launch.in(scratch, "check", "--base-dir", base.toString())
            .with("PATH", "/usr/bin:/bin")
            .with("JAVA_HOME", "/nonexistent")
            .run();

    assertThat(check.status()).isZero();
    assertThat(check.err()).isEmpty();
  }

  private static Path agentJar(Path home) throws IOException {
    try (var jars = Files.newDirectoryStream(home.resolve("lib"), "segwatch-agent-*.jar")) {
      return jars.iterator().next();
    }
  }

  private Launch.Finished check(Path home, String options) {
    return Launch.of(home, scratch, "check", "--base-dir", base.toString())
        .with("SEGWATCH_JAVA_OPTS", options)
        .run();
  }
}
