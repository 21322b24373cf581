package io.segwatch.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.config.AgentConfig;
import io.segwatch.agent.config.TestExporters;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interface §1: {@code segwatch demo}. */
class DemoCommandTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T04:40:00Z"), ZoneOffset.UTC);

  @TempDir Path parent;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<AgentConfig> started = new ArrayList<>();
  private AgentRunner runner = this::look;

  private int look(AgentConfig config, Supplier<AgentConfig> reload) {
    started.add(config);
    assertThat(reload.get()).isEqualTo(config);
    assertThat(config.baseDir().resolve("desertbus/source/2026-11-24T04")).isNotEmptyDirectory();
    assertThat(config.baseDir().resolve("rhythmnow/source/2026-11-24T04")).isNotEmptyDirectory();
    return ExitStatus.OK;
  }

  private int run(String... arguments) {
    return new CommandLineInterface(
            (config, reload) -> ExitStatus.BROKEN,
            List.of(new DemoCommand((config, reload) -> runner.run(config, reload), parent, CLOCK)),
            TestExporters.ALL,
            Map.of(),
            new Terminal(new PrintWriter(out), new PrintWriter(err), false, false))
        .run(arguments);
  }

  @Test
  void runsTheAgentOnARecordingAndLeavesNothingBehind() {
    assertThat(run("demo", "--days", "0.02")).isEqualTo(ExitStatus.OK);

    assertThat(started).hasSize(1);
    assertThat(parent).isEmptyDirectory();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void tellsWhatThereIsToOpen() {
    run("demo", "--days", "0.01", "--metrics-port", "4711");

    assertThat(out.toString())
        .contains(
            "http://127.0.0.1:4711/metrics",
            "http://127.0.0.1:4711/health/ready",
            "http://127.0.0.1:4711/maps/desertbus/source.png",
            "http://127.0.0.1:4711/maps/rhythmnow/source.png",
            started.getFirst().baseDir().toString());
  }

  @Test
  void anAgentThatCannotStartLeavesNothingBehind() {
    runner = (_, _) -> ExitStatus.USAGE;

    assertThat(run("demo", "--days", "0.01")).isEqualTo(ExitStatus.USAGE);
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void anAgentThatBreaksLeavesNothingBehind() {
    runner =
        (_, _) -> {
          throw new IllegalStateException("broken");
        };

    assertThat(run("demo", "--days", "0.01")).isEqualTo(ExitStatus.BROKEN);
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void aMistakeInAFlagLeavesNothingBehind() {
    assertThat(run("demo", "--settle", "soon")).isEqualTo(ExitStatus.USAGE);

    assertThat(err.toString()).contains("--settle");
    assertThat(started).isEmpty();
    assertThat(parent).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.009", "30.01", "-1", "NaN", "one", ""})
  void aLengthThatIsNoneIsRefused(String days) {
    assertThat(run("demo", "--days", days)).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString()).contains("--days: '" + days + "' is to be a number from 0.01 to 30");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--base-dir=/srv", "--qualities=source", "--config=a.yaml", "desertbus"})
  void whatTheDemoMakesItselfCannotBeChosen(String argument) {
    assertThat(run("demo", argument)).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString().lines()).hasSize(1).allMatch(line -> line.contains("leave it out"));
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void aFolderThatCannotBeWrittenToIsOneLine() {
    parent = parent.resolve("missing");

    assertThat(run("demo")).isEqualTo(ExitStatus.UNREADABLE);
    assertThat(err.toString().lines()).hasSize(1).allMatch(line -> line.contains("missing"));
  }
}
