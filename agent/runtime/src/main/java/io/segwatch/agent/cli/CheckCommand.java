package io.segwatch.agent.cli;

import io.segwatch.agent.config.AgentConfig;
import io.segwatch.agent.config.Option.Group;
import io.segwatch.storage.Lister;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code segwatch check}: one scan, a report, an exit status. */
public final class CheckCommand implements Subcommand {
  /** What a check needs to know: nothing is served, told or kept. */
  private static final Set<Group> MATTERS = EnumSet.of(Group.RECORDING, Group.HOLES);

  private final Function<AgentConfig, Lister> lister;

  /** A check that lists directories in a way that its configuration tells. */
  public CheckCommand(Function<AgentConfig, Lister> lister) {
    this.lister = lister;
  }

  @Override
  public String name() {
    return "check";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("--format")
            .type(String.class)
            .arity("1")
            .paramLabel("FORMAT")
            .description("text, json (a document a line) or csv (a line a hole) (default: text)")
            .build());
    spec.addOption(
        OptionSpec.builder("--map")
            .type(boolean.class)
            .arity("0")
            .description("With --format json, add the coverage map")
            .build());
    FlagModel.addTo(spec, MATTERS);
    spec.usageMessage()
        .description("Scans every stream once, reports what is recorded and what is not.")
        .customSynopsis("segwatch check [CHANNEL...] [OPTION...]")
        .footer(
            "",
            "Exit status: 0 no holes, 1 holes, 2 a wrong command line or configuration, 3 storage"
                + " that could not be read, whatever else was found, 74 a report that could not be"
                + " written.");
  }

  @Override
  public int run(Invocation invocation) {
    Terminal terminal = invocation.terminal();
    CheckReport report = report(invocation.parsed(), terminal);
    AgentConfig config = invocation.config();
    return new Check(config, lister.apply(config), report, terminal).run();
  }

  private static CheckReport report(ParseResult parsed, Terminal terminal) {
    String format = parsed.matchedOptionValue("--format", "text");
    boolean map = parsed.hasMatchedOption("--map");
    if (map && !format.equals("json")) {
      throw new UsageException("--map is for --format json");
    }
    return switch (format) {
      case "text" -> new TextReport(terminal.out(), terminal.colour());
      case "json" -> new JsonReport(terminal.out(), map);
      case "csv" -> new CsvReport(terminal.out());
      default -> throw new UsageException("--format: '" + format + "' is to be text, json or csv");
    };
  }
}
