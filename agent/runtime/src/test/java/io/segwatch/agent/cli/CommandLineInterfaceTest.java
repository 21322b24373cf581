package io.segwatch.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segwatch.agent.cli.TestCommandLine.Answer;
import io.segwatch.agent.config.AgentConfig;
import io.segwatch.agent.config.ConfigException;
import io.segwatch.agent.config.Options;
import io.segwatch.coverage.HourName;
import io.segwatch.coverage.HourRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Interface §1: how the program is called. */
class CommandLineInterfaceTest {
  @TempDir Path folder;

  private final TestCommandLine commandLine = new TestCommandLine();

  @Test
  void theIncumbentsCallStartsTheAgentWithTheSameMeaning() {
    AgentConfig config =
        commandLine.config(
            "desertbus",
            "--base-dir",
            "/mnt",
            "--qualities",
            "source, 480p",
            "--first-hour",
            "2026-11-14T03:30:00+01:00",
            "--last-hour",
            "2026-11-14T05:00:00",
            "--metrics-port",
            "8007",
            "--backdoor-port",
            "0",
            "--check-interval",
            "2",
            "--output-dir",
            "coverage-maps",
            "--run-once");

    long first = HourName.parse("2026-11-14T02").orElseThrow();
    long last = HourName.parse("2026-11-14T05").orElseThrow();
    assertThat(config.channels()).containsExactly("desertbus");
    assertThat(config.baseDir()).isEqualTo(Path.of("/mnt"));
    assertThat(config.qualities()).containsExactly("source", "480p");
    assertThat(config.rules().bounds()).isEqualTo(new HourRange(first, last));
    assertThat(config.port()).isEqualTo(8007);
    assertThat(config.checkInterval()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.exporterSettings("map").orElseThrow().text("output-dir"))
        .hasValue("coverage-maps");
    assertThat(config.runOnce()).isTrue();
  }

  @Test
  void withoutAnArgumentEveryDefaultApplies() {
    assertThat(commandLine.config().port()).isEqualTo(8006);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b --metrics-port 1 --run-once",
        "--metrics-port 1 --run-once a b",
        "a --metrics-port=1 b --run-once",
        "--run-once a --metrics-port 1 -- b",
        "--metrics-port 2 --metrics-port 1 --run-once a b"
      })
  void optionsComeBeforeOrAfterChannels(String arguments) {
    AgentConfig config = commandLine.config(arguments.split(" "));

    assertThat(config.channels()).containsExactly("a", "b");
    assertThat(config.port()).isEqualTo(1);
    assertThat(config.runOnce()).isTrue();
  }

  @Test
  void afterTwoDashesEverythingIsAChannel() {
    assertThat(commandLine.config("--", "check", "--metrics-port", "@file").channels())
        .containsExactly("check", "--metrics-port", "@file");
  }

  @Test
  void aValueCanBeEmpty() {
    for (String[] arguments : new String[][] {{"--output-dir", ""}, {"--output-dir="}}) {
      assertThat(
              commandLine
                  .config(arguments)
                  .exporterSettings("map")
                  .orElseThrow()
                  .text("output-dir"))
          .hasValue("");
    }
  }

  @Test
  void aValueCanBeTheNameOfACommand() {
    assertThat(commandLine.config("--node", "check").node()).isEqualTo("check");
  }

  @Test
  void flagsBeatVariables() {
    commandLine.environment.put("SEGWATCH_METRICS_PORT", "2");
    commandLine.environment.put("SEGWATCH_HOST", "127.0.0.1");

    AgentConfig config = commandLine.config("--metrics-port", "1");

    assertThat(config.port()).isEqualTo(1);
    assertThat(config.host()).isEqualTo("127.0.0.1");
  }

  @Test
  void theAgentCanReadItsConfigurationAgain() throws IOException {
    Path file = Files.writeString(folder.resolve("s.yaml"), "settle: 1");
    commandLine.config("--config", file.toString());
    Supplier<AgentConfig> reload = commandLine.reload.orElseThrow();

    Files.writeString(file, "settle: 2");
    assertThat(reload.get().settle()).isEqualTo(Duration.ofSeconds(2));

    Files.writeString(file, "settle: never");
    assertThatThrownBy(reload::get).isInstanceOf(ConfigException.class);
  }

  @Test
  void theAgentsStatusIsThatOfTheProcess() {
    commandLine.runner = (_, _) -> 5;

    assertThat(commandLine.run().status()).isEqualTo(5);
  }

  // What is wrong, and what would be right

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--metrics-prot 1 | unknown option --metrics-prot; did you mean --metrics-port? (see"
            + " segwatch --help)",
        "--basedir /b | unknown option --basedir; did you mean --base-dir? (see segwatch --help)",
        "--quality source | unknown option --quality; did you mean --qualities? (see segwatch"
            + " --help)",
        "--first_hour 1 | unknown option --first_hour; did you mean --first-hour? (see segwatch"
            + " --help)",
        "--interval 1 | unknown option --interval; did you mean --check-interval? (see segwatch"
            + " --help)",
        "--port=1 | unknown option --port; did you mean --metrics-port? (see segwatch --help)",
        "check --formt csv | unknown option --formt; did you mean --format? (see segwatch check"
            + " --help)",
        "--metrics-port | Missing required parameter for option '--metrics-port' (PORT) (see"
            + " segwatch --help)",
        "--base-dir --run-once | Expected parameter for option '--base-dir' but found '--run-once'"
            + " (see segwatch --help)",
        "check --format xml | --format: 'xml' is to be text, json or csv",
        "check --map | --map is for --format json",
        "desertbus check | the command check is to come first; for a channel of that name write --"
            + " before channels",
        "--metrics-port 65536 | --metrics-port: '65536' is to be a number from 0 to 65535",
        "check a/b | CHANNEL: 'a/b' is to be one folder's name, without '/', '..' or a leading dot",
      })
  void aWrongCallIsAnsweredByOneLineAndStatus2(String arguments, String line) {
    Answer answer = commandLine.run(arguments.split(" "));

    assertThat(answer).isEqualTo(new Answer(2, "", "segwatch: " + line + "\n"));
    assertThat(commandLine.started).isEmpty();
  }

  @Test
  void aMisspeltOptionDoesNotShowItsValue() {
    assertThat(commandLine.run("--connection-strng=postgres://u:hidden@h/d").err())
        .doesNotContain("hidden");
  }

  @Test
  void aLineStaysALineWhateverIsInIt() {
    assertThat(commandLine.run("--node", "a\nsegwatch: all is well", "--a\nb").err().lines())
        .hasSize(1);
  }

  @Test
  void allThatIsWrongWithTheConfigurationIsSaidALineEach() throws IOException {
    Path file = Files.writeString(folder.resolve("s.yaml"), "settle: soon\nhots: x");

    Answer answer = commandLine.run("--config", file.toString(), "--live", "maybe");

    assertThat(answer.status()).isEqualTo(2);
    assertThat(answer.err().lines())
        .containsExactlyInAnyOrder(
            "segwatch: "
                + file
                + ":1: settle: 'soon' is to be a duration such as 10ms, 300s, 5m or 24h",
            "segwatch: " + file + ":2: hots: unknown key; did you mean host?",
            "segwatch: --live: 'maybe' is to be one of auto, always, never");
  }

  @Test
  void aFaultOfOursIsNotTakenForHoles() {
    commandLine.runner =
        (_, _) -> {
          throw new IllegalStateException("a fault");
        };

    Answer answer = commandLine.run();

    assertThat(answer.status()).isEqualTo(70);
    assertThat(answer.err()).contains("a fault in segwatch itself").contains("\tat ");
  }

  // Help

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void helpExplainsEveryOptionUnderAHeading(String option) {
    Answer answer = commandLine.run(option);

    assertThat(answer.status()).isZero();
    assertThat(answer.err()).isEmpty();
    assertThat(Options.all()).allSatisfy(each -> assertThat(answer.out()).contains(each.flag()));
    assertThat(answer.out())
        .contains(
            "\nWhat is recorded:\n", "\nWhat is a hole:\n", "\nThe agent:\n", "\nExporters:\n")
        .containsPattern("--metrics-port=PORT +Port .*\\s.*\\(default: 8006\\)")
        .containsPattern("\n  check +")
        .containsPattern("\n  config +");
    assertThat(answer.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @ParameterizedTest
  @ValueSource(strings = {"check --help", "check -h nothing --format no", "-h check"})
  void aCommandHasHelpOfItsOwn(String arguments) {
    assertThat(commandLine.run(arguments.split(" ")).out())
        .startsWith("Usage: segwatch check ")
        .contains("--format", "--base-dir", "Exit status: 0 no holes")
        .doesNotContain("--metrics-port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "-V check"})
  void theVersionIsThatOfTheModule(String arguments) {
    assertThat(commandLine.run(arguments.split(" ")))
        .isEqualTo(new Answer(0, "segwatch 0.1.0\n", ""));
  }

  @Test
  void helpIsColouredOnlyForThoseWhoWantIt() {
    assertThat(commandLine.run("--help").out()).doesNotContain("\u001b");
    commandLine.colour = true;
    assertThat(commandLine.run("--help").out()).contains("\u001b[");
  }

  // segwatch config

  @Test
  void configPrintsWhatApplies() throws IOException {
    Path file = Files.writeString(folder.resolve("s.yaml"), "settle: 1");
    commandLine.environment.put("SEGWATCH_LIVE", "never");

    Answer answer = commandLine.run("--config", file.toString(), "config", "a", "--node", "n");

    assertThat(answer.status()).isZero();
    assertThat(answer.out().lines())
        .contains(
            "channels:",
            "  - a # flag",
            "node: n # flag",
            "settle: 1 # file",
            "live: never # environment",
            "metrics-port: 8006 # default",
            "    output-dir: coverage-maps # default");
  }

  @Test
  void configWithAMistakeEndsWithStatus2() {
    assertThat(commandLine.run("config", "--live", "maybe").status()).isEqualTo(2);
  }
}
