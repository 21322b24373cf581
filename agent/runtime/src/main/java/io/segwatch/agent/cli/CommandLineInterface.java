package io.segwatch.agent.cli;

import io.segwatch.agent.config.ConfigException;
import io.segwatch.agent.config.ConfigLoader;
import io.segwatch.agent.logging.LogFormat;
import io.segwatch.agent.logging.Logging;
import io.segwatch.exporter.ExporterProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * From the words of a command line to an exit status. Its model is made of data, not of annotated
 * classes, so nothing here is reached by reflection.
 *
 * <pre>{@code
 * int status =
 *     new CommandLineInterface(runner, commands, providers, System.getenv(), terminal).run(args);
 * }</pre>
 */
public final class CommandLineInterface {
  private final ConfigLoader loader;
  private final Terminal terminal;
  private final CommandLine model;

  /**
   * A command line.
   *
   * @param runner what is run where no command is named
   * @param subcommands commands of the agent's own
   * @param providers exporters, which bring settings and commands of their own
   */
  public CommandLineInterface(
      AgentRunner runner,
      List<Subcommand> subcommands,
      List<ExporterProvider> providers,
      Map<String, String> environment,
      Terminal terminal) {
    this.loader = new ConfigLoader(environment, providers);
    this.terminal = terminal;
    CommandSpec root = specOf(new AgentCommand(runner));
    subcommands.forEach(command -> root.addSubcommand(command.name(), specOf(command)));
    providers.forEach(provider -> addCommandsOf(provider, root));
    this.model = configured(new CommandLine(root));
  }

  private void addCommandsOf(ExporterProvider provider, CommandSpec root) {
    try {
      if (!provider.commands().isEmpty()) {
        root.addSubcommand(provider.name(), specOf(new ExporterCommands(provider)));
      }
      for (Subcommand command : ExporterCommands.topLevel(provider)) {
        root.addSubcommand(command.name(), specOf(command));
      }
    } catch (RuntimeException | LinkageError e) {
      // A fault of that exporter: everything else can be run without them.
      terminal.complain(
          "the exporter %s has commands that cannot be used: %s".formatted(provider.name(), e));
    }
  }

  /** What the library is told of a command. */
  static CommandSpec specOf(Subcommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(command.name());
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help").build());
    command.describe(spec);
    spec.usageMessage().sortOptions(false).sortSynopsis(false);
    return spec;
  }

  private CommandLine configured(CommandLine line) {
    return line.setExpandAtFiles(false)
        .setOverwrittenOptionsAllowed(true) // the last one wins, as everywhere
        .setAllowSubcommandsAsOptionParameters(true)
        .setInterpolateVariables(false)
        .setColorScheme(Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF));
  }

  /** Runs a command line; answers the exit status of the process. */
  public int run(String... arguments) {
    Logging.install(LogFormat.TEXT, System.Logger.Level.WARNING, terminal.err());
    try {
      return dispatch(model.parseArgs(arguments).asCommandLineList());
    } catch (ParameterException e) {
      terminal.complain(UsageErrors.describe(e));
      return ExitStatus.USAGE;
    } catch (UsageException e) {
      terminal.complain(e.problem());
      return ExitStatus.USAGE;
    } catch (ConfigException e) {
      e.problems().forEach(terminal::complain);
      return ExitStatus.USAGE;
    } catch (RuntimeException | Error e) {
      // Java's own answer would be 1, which means holes.
      terminal.complain("a fault in segwatch itself: " + e);
      e.printStackTrace(terminal.err());
      return ExitStatus.BROKEN;
    } finally {
      terminal.out().flush();
      terminal.err().flush();
    }
  }

  /** Runs the last of the commands that were named, each within the one before it. */
  private int dispatch(List<CommandLine> named) {
    CommandLine last = named.getLast();
    if (named.stream().anyMatch(CommandLine::isVersionHelpRequested)) {
      model.printVersionHelp(terminal.out());
      return ExitStatus.OK;
    }
    if (named.stream().anyMatch(CommandLine::isUsageHelpRequested)) {
      last.usage(terminal.out());
      return ExitStatus.OK;
    }
    Map<String, Object> flags = new LinkedHashMap<>();
    for (CommandLine each : named) {
      ParseResult parsed = each.getParseResult();
      if (parsed.hasSubcommand() && !parsed.matchedPositionals().isEmpty()) {
        String command = parsed.subcommand().commandSpec().name();
        throw new UsageException(
            "the command %s is to come first; for a channel of that name write -- before channels"
                .formatted(command));
      }
      flags.putAll(FlagModel.given(parsed));
    }
    Subcommand command = (Subcommand) last.getCommandSpec().userObject();
    return command.run(new Invocation(last.getParseResult(), flags, loader, terminal));
  }
}
