package io.segwatch.agent;

import io.segwatch.agent.cli.AgentRunner;
import io.segwatch.agent.cli.CheckCommand;
import io.segwatch.agent.cli.CommandLineInterface;
import io.segwatch.agent.cli.ConfigCommand;
import io.segwatch.agent.cli.DemoCommand;
import io.segwatch.agent.cli.Subcommand;
import io.segwatch.agent.cli.Terminal;
import io.segwatch.exporter.ExporterProvider;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The process. */
public final class Main {
  private Main() {}

  /** Runs a command line and ends with its status. */
  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    Terminal terminal = Terminal.ofProcess(environment);
    List<ExporterProvider> providers = providers(terminal.err());
    AgentRunner runner = new AgentProcess(providers, terminal.err());
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    List<Subcommand> subcommands =
        List.of(
            new CheckCommand(config -> config.lister().make()),
            new ConfigCommand(),
            new DemoCommand(runner, temporary, Clock.systemUTC()));
    CommandLineInterface commandLine =
        new CommandLineInterface(runner, subcommands, providers, environment, terminal);
    System.exit(commandLine.run(arguments));
  }

  /** Those that can be loaded: one that cannot keeps no other from its work. */
  private static List<ExporterProvider> providers(PrintWriter err) {
    List<ExporterProvider> providers = new ArrayList<>();
    for (ServiceLoader.Provider<ExporterProvider> each :
        ServiceLoader.load(ExporterProvider.class).stream().toList()) {
      try {
        providers.add(each.get());
      } catch (ServiceConfigurationError e) {
        Throwable why = e.getCause() == null ? e : e.getCause();
        err.printf("segwatch: the exporter %s cannot be loaded: %s%n", each.type().getName(), why);
        err.flush();
      }
    }
    return providers;
  }
}
