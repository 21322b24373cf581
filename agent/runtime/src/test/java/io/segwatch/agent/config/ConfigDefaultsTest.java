package io.segwatch.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.logging.LogFormat;
import io.segwatch.coverage.HourRange;
import io.segwatch.coverage.Rules;
import io.segwatch.coverage.StallRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What applies where nothing is said. */
class ConfigDefaultsTest extends ConfigTest {
  @Test
  void theIncumbentsDefaultsApply() {
    AgentConfig config = load();

    assertThat(config.baseDir()).isEqualTo(Path.of("."));
    assertThat(config.channels()).isEmpty();
    assertThat(config.qualities()).containsExactly("source");
    assertThat(config.rules().bounds()).isEqualTo(HourRange.ALL);
    assertThat(config.port()).isEqualTo(8006);
    assertThat(config.runOnce()).isFalse();
    assertThat(config.exporters())
        .containsEntry("map", Map.of("output-dir", "coverage-maps", "make-page", "false"));
  }

  @Test
  void ourOwnDefaultsApply() {
    AgentConfig config = load();

    assertThat(config.rules()).isEqualTo(Rules.DEFAULT);
    assertThat(config.stall())
        .isEqualTo(new StallRule(StallRule.Live.AUTO, 300_000_000L, 86_400_000_000L));
    assertThat(config.settle()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.checkInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.host()).isEqualTo("0.0.0.0");
    assertThat(config.publicUrl()).isEmpty();
    assertThat(config.logFormat()).isEqualTo(LogFormat.TEXT);
    assertThat(config.logLevel()).isEqualTo(System.Logger.Level.INFO);
    assertThat(config.exporters()).containsEntry("prometheus", Map.of("hourly-metrics", "336"));
    assertThat(config.file()).isEmpty();
  }

  @Test
  void theNodeIsTheHost() {
    assertThat(load().node()).isEqualTo(Defaults.hostName()).isNotBlank();
  }

  @Test
  void theStateOfEachBaseFolderHasAFolderOfItsOwn() throws IOException {
    environment.put("XDG_STATE_HOME", "/state");
    flags.put("base-dir", Files.createDirectory(folder.resolve("one")).toString());
    Path one = load().stateDir();
    flags.put("base-dir", Files.createDirectories(folder.resolve("more/one")).toString());
    Path other = load().stateDir();

    assertThat(one.toString()).matches("/state/segwatch/one-[0-9a-f]{8}");
    assertThat(other.toString()).matches("/state/segwatch/one-[0-9a-f]{8}");
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void aBaseFolderHasTheSameStateByWhateverPathItIsNamed() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    flags.put("base-dir", real.toString());
    Path state = load().stateDir();
    flags.put("base-dir", link.resolve("../real/.").toString());

    assertThat(load().stateDir()).isEqualTo(state);
  }

  @Test
  void withoutAStateHomeTheStateIsInTheHomeFolder() {
    environment.put("HOME", "/home/ann");
    environment.put("XDG_STATE_HOME", "not/absolute");

    assertThat(load().stateDir().toString()).startsWith("/home/ann/.local/state/segwatch/");
  }

  @Test
  void aBaseFolderThatIsNotThereYetIsNoMistake() {
    flags.put("base-dir", folder.resolve("mounted/later").toString());

    assertThat(load().baseDir()).isEqualTo(folder.resolve("mounted/later"));
  }
}
