package io.segwatch.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.cli.TestCommandLine.Answer;
import io.segwatch.agent.config.TestExporters;
import io.segwatch.exporter.Command;
import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.Settings;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that an exporter brings. */
class ExporterCommandsTest {
  @TempDir Path folder;

  private final TestCommandLine commandLine = new TestCommandLine();

  @BeforeEach
  void addThePost() {
    commandLine.exporters.add(new Post());
  }

  /** An exporter with two commands, and one beside those of the agent. */
  private record Post() implements ExporterProvider {
    @Override
    public String name() {
      return "post";
    }

    @Override
    public Exporter create(Settings settings) {
      settings.text("town", "");
      return _ -> Future.succeededFuture();
    }

    @Override
    public List<Command> commands() {
      return List.of(new Say("send"), new Say("list"));
    }

    @Override
    public List<Command> topLevelCommands() {
      return List.of(new Say("letters"));
    }
  }

  /** Says what it was given. */
  private record Say(String name) implements Command {
    @Override
    public String summary() {
      return "[WORD...] says what it was given";
    }

    @Override
    public int run(List<String> arguments, Environment environment) {
      environment.out().println(name + arguments);
      environment.out().println(environment.node());
      environment.out().println(environment.settings().text("town", "nowhere"));
      environment.err().println("done");
      return arguments.size();
    }
  }

  @Test
  void itGetsItsArgumentsAsTheyAreAndItsSettings() throws IOException {
    Path file = Files.writeString(folder.resolve("s.yaml"), "exporters: {post: {town: Oslo}}");

    Answer answer =
        commandLine.run(
            "--node", "n", "--config", file.toString(), "post", "send", "a", "--b=c", "", "-d");

    assertThat(answer).isEqualTo(new Answer(4, "send[a, --b=c, , -d]\nn\nOslo\n", "done\n"));
  }

  @Test
  void aTopLevelCommandIsCalledByItsNameAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("s.yaml"), "exporters: {post: {town: Oslo}}");

    Answer answer = commandLine.run("--config", file.toString(), "letters", "a", "--b");

    assertThat(answer.out()).startsWith("letters[a, --b]\n").endsWith("Oslo\n");
    assertThat(commandLine.run("--help").out()).containsPattern("\n  letters +\\[WORD...\\] says");
    assertThat(commandLine.run("letters", "--help").out())
        .startsWith("Usage: segwatch [OPTION...] letters ...\n");
    assertThat(commandLine.run("letters", "--node", "n").err())
        .isEqualTo("segwatch: --node is to stand before 'letters'\n");
  }

  @Test
  void aCommandIsToldWhereTheAgentKeepsItsState() {
    List<Path> told = new ArrayList<>();
    commandLine.exporters.add(new Faulty("looker", () -> List.of(new Look(told))));

    commandLine.run("--state-dir", folder.toString(), "looker", "look");

    assertThat(told).containsExactly(folder);
  }

  /** Looks where the state is. */
  private record Look(List<Path> told) implements Command {
    @Override
    public String name() {
      return "look";
    }

    @Override
    public String summary() {
      return "looks";
    }

    @Override
    public int run(List<String> arguments, Environment environment) {
      told.add(environment.stateDir());
      return 0;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "post | post is to be followed by a command: send, list",
        "post sned | 'sned' is no command; known are send, list (see segwatch post --help)",
        "--node= post list | --node: is to be a name without blanks",
      })
  void aWrongCallIsAnsweredByOneLineAndStatus2(String arguments, String line) {
    assertThat(commandLine.run(arguments.split(" ")))
        .isEqualTo(new Answer(2, "", "segwatch: " + line + "\n"));
  }

  @Test
  void theCommandsOfAnExporterThatIsSwitchedOffAreOffToo() throws IOException {
    Path file = Files.writeString(folder.resolve("s.yaml"), "exporters: {post: {enabled: false}}");

    assertThat(commandLine.run("--config", file.toString(), "post", "list"))
        .isEqualTo(new Answer(2, "", "segwatch: exporters.post.enabled is to be true\n"));
  }

  @Test
  void helpKnowsThem() {
    assertThat(commandLine.run("--help").out()).containsPattern("\n  post +Commands of ");
    assertThat(commandLine.run("post", "--help").out())
        .containsPattern("\n  send +\\[WORD...\\] says what")
        .containsPattern("\n  list +");
    assertThat(commandLine.run("post", "send", "--help").out())
        .startsWith(
            "Usage: segwatch [OPTION...] post send ...\n[WORD...] says what it was given\n");
  }

  @Test
  void anExporterWithoutCommandsIsNoCommand() {
    assertThat(commandLine.config("map").channels()).containsExactly("map");
  }

  /** An exporter whose name is taken by a command, or whose commands cannot be had. */
  private record Faulty(String name, Supplier<List<Command>> all) implements ExporterProvider {
    @Override
    public Exporter create(Settings settings) {
      return _ -> Future.succeededFuture();
    }

    @Override
    public List<Command> commands() {
      return all.get();
    }
  }

  @Test
  void commandsThatCannotBeUsedAreToldOfAndHarmNobodyElse() {
    commandLine.exporters.add(new Faulty("config", () -> List.of(new Say("say"))));
    commandLine.exporters.add(
        new Faulty(
            "lacking",
            () -> {
              throw new NoClassDefFoundError("com/example/Library");
            }));

    Answer answer = commandLine.run("post", "list");

    assertThat(answer.out()).startsWith("list[]");
    assertThat(answer.err().lines())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("segwatch: the exporter config has commands that cannot be used: ");
    assertThat(answer.err())
        .contains("the exporter lacking has commands that cannot be used: ", "com/example/Library");
  }

  @Test
  void anExporterThatCannotBeMadeIsToldOfAndHarmsNobodyElse() {
    commandLine.exporters.add(
        new TestExporters.Provider(
            "lacking",
            _ -> {
              throw new NoClassDefFoundError("com/example/Library");
            }));

    Answer answer = commandLine.run("post", "list");

    assertThat(answer.out()).startsWith("list[]");
    assertThat(answer.err()).contains("exporter lacking cannot be made", "com/example/Library");
  }
}
