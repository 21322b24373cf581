package io.segwatch.agent.cli;

import io.segwatch.agent.config.AgentConfig;
import io.segwatch.agent.config.Options;
import io.segwatch.exporter.Command;
import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.Settings;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands that an exporter brings: {@code segwatch EXPORTER COMMAND …}. */
final class ExporterCommands implements Subcommand {
  private final ExporterProvider provider;

  ExporterCommands(ExporterProvider provider) {
    this.provider = provider;
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.usageMessage()
        .description("Commands of the exporter " + name() + ".")
        .customSynopsis("segwatch [OPTION...] " + name() + " COMMAND ...");
    for (Command command : provider.commands()) {
      spec.addSubcommand(
          command.name(),
          CommandLineInterface.specOf(new One(provider.name(), List.of(provider.name()), command)));
    }
  }

  /** The commands of an exporter that stand beside those of the agent. */
  static List<Subcommand> topLevel(ExporterProvider provider) {
    return provider.topLevelCommands().stream()
        .<Subcommand>map(command -> new One(provider.name(), List.of(), command))
        .toList();
  }

  @Override
  public int run(Invocation invocation) {
    List<String> known = provider.commands().stream().map(Command::name).toList();
    throw new UsageException(
        name() + " is to be followed by a command: " + String.join(", ", known));
  }

  /**
   * One of them. All that follows its name is its own to read.
   *
   * @param before the words before its name
   */
  private record One(String exporter, List<String> before, Command command) implements Subcommand {
    @Override
    public String name() {
      return command.name();
    }

    @Override
    public void describe(CommandSpec spec) {
      spec.parser().unmatchedOptionsArePositionalParams(true);
      spec.addPositional(
          PositionalParamSpec.builder()
              .arity("0..*")
              .type(List.class)
              .auxiliaryTypes(String.class)
              .paramLabel("ARGUMENT")
              .hidden(true)
              .build());
      spec.usageMessage()
          .description(command.summary())
          .customSynopsis("segwatch [OPTION...] " + words() + " ...");
    }

    private String words() {
      return Stream.concat(before.stream(), Stream.of(name())).collect(Collectors.joining(" "));
    }

    @Override
    public int run(Invocation invocation) {
      AgentConfig config = invocation.config();
      Settings settings =
          config
              .exporterSettings(exporter)
              .orElseThrow(
                  () -> new UsageException("exporters." + exporter + ".enabled is to be true"));
      List<String> arguments = invocation.parsed().matchedPositionalValue(0, List.of());
      for (String argument : arguments) {
        String flag = argument.split("=", 2)[0];
        if (Options.all().anyMatch(option -> option.flag().equals(flag))) {
          throw new UsageException(flag + " is to stand before '" + words().split(" ", 2)[0] + "'");
        }
      }
      Terminal terminal = invocation.terminal();
      return command.run(
          arguments,
          new Command.Environment(
              settings,
              config.node(),
              config.publicUrl("http", config.port()),
              config.stateDir(),
              terminal.out(),
              terminal.err()));
    }
  }
}
