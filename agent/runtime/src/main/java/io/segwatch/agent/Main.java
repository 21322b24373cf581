package io.segwatch.agent;

import io.segwatch.agent.cli.CheckCommand;
import io.segwatch.agent.cli.CommandLineInterface;
import io.segwatch.agent.cli.ConfigCommand;
import io.segwatch.agent.cli.Subcommand;
import io.segwatch.agent.cli.Terminal;
import io.segwatch.exporter.ExporterProvider;
import io.segwatch.storage.Lister;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The process. */
public final class Main {
  private Main() {}

  /** Runs a command line and ends with its status. */
  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    Terminal terminal = Terminal.ofProcess(environment);
    List<ExporterProvider> providers =
        ServiceLoader.load(ExporterProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    List<Subcommand> subcommands =
        List.of(new CheckCommand(Lister.portable()), new ConfigCommand());
    CommandLineInterface commandLine =
        new CommandLineInterface(
            new AgentProcess(providers, terminal.err()),
            subcommands,
            providers,
            environment,
            terminal);
    System.exit(commandLine.run(arguments));
  }
}
