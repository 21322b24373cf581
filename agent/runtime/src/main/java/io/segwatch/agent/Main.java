package io.segwatch.agent;

import io.segwatch.agent.cli.AgentRunner;
import io.segwatch.agent.cli.CheckCommand;
import io.segwatch.agent.cli.CommandLineInterface;
import io.segwatch.agent.cli.ConfigCommand;
import io.segwatch.agent.cli.DemoCommand;
import io.segwatch.agent.cli.HolesCommand;
import io.segwatch.agent.cli.Subcommand;
import io.segwatch.agent.cli.Terminal;
import io.segwatch.exporter.ExporterProvider;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The process. */
public final class Main {
  private Main() {}

  /** Runs a command line and ends with its status. */
  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    Terminal terminal = Terminal.ofProcess(environment);
    List<ExporterProvider> providers =
        ExporterLoader.load(
            Optional.ofNullable(System.getProperty("segwatch.home")).map(Path::of),
            environment,
            terminal::complain);
    // Made where the agent runs only: the other commands need nothing of it.
    AgentRunner runner =
        (config, reload) -> new AgentProcess(providers, terminal.err()).run(config, reload);
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    List<Subcommand> subcommands =
        List.of(
            new CheckCommand(config -> config.lister().make()),
            new ConfigCommand(),
            new HolesCommand(Clock.systemUTC()),
            new DemoCommand(runner, temporary, Clock.systemUTC()));
    CommandLineInterface commandLine =
        new CommandLineInterface(runner, subcommands, providers, environment, terminal);
    System.exit(commandLine.run(arguments));
  }
}
