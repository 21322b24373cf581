package io.segwatch.agent.cli;

import io.segwatch.agent.logging.Printable;
import io.segwatch.coverage.IsoTime;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.life.HolePage;
import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.exporter.Settings;
import io.segwatch.ledger.LedgerReader;
import io.segwatch.statefile.StateFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code segwatch holes}: what the ledger of an agent knows, whether that is running or not. It is
 * read a page at a time, so that no reader, however slow, is in the way of the agent.
 */
public final class HolesCommand implements Subcommand {
  private static final String ALL = "all";

  private final Clock clock;

  /** A command that counts times ago from a clock. */
  public HolesCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "holes";
  }

  @Override
  public void describe(CommandSpec spec) {
    String states =
        Arrays.stream(HoleState.values()).map(HoleState::label).collect(Collectors.joining(", "));
    spec.addOption(value("--state", "STATE", states + ", a list of them, or all (default: open)"));
    spec.addOption(
        value(
            "--since", "TIME", "Only what ended later: an ISO 8601 time, or as 24h how long ago"));
    spec.addOption(value("--channel", "NAME", "Only those of this channel"));
    spec.addOption(value("--quality", "NAME", "Only those of this quality"));
    spec.addOption(
        OptionSpec.builder("--planned")
            .type(boolean.class)
            .arity("0")
            .description("Planned breaks instead of holes")
            .build());
    spec.addOption(
        value("--format", "FORMAT", "text, json (a document a line) or csv (default: text)"));
    FlagModel.addTo(spec, Set.of());
    spec.usageMessage()
        .description("Shows the holes that an agent knows, also beside that agent.")
        .customSynopsis("segwatch holes [OPTION...]")
        .footer(
            "",
            "Which agent: the one with the same --state-dir, or with the same --base-dir if none is"
                + " given, or with the same --config.",
            "",
            "Exit status: 0, 2 a wrong command line or configuration, 3 no agent has run there or"
                + " its file cannot be read, 74 a report that could not be written.");
  }

  private static OptionSpec value(String name, String label, String help) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(help)
        .build();
  }

  @Override
  public int run(Invocation invocation) {
    ParseResult parsed = invocation.parsed();
    Terminal terminal = invocation.terminal();
    HoleQuery query = query(parsed);
    HoleList list =
        switch (parsed.matchedOptionValue("--format", "text")) {
          case "text" -> new HoleTable(terminal.out());
          case "json" -> new HoleDocuments(terminal.out());
          case "csv" -> new HoleLines(terminal.out());
          case String other ->
              throw new UsageException("--format: '" + other + "' is to be text, json or csv");
        };
    Path stateDir = invocation.config().stateDir();
    try (LedgerReader ledger = LedgerReader.open(stateDir)) {
      show(ledger, query, list);
    } catch (StateFileException e) {
      terminal.complain(String.valueOf(e.getMessage()));
      return ExitStatus.UNREADABLE;
    }
    if (terminal.out().checkError()) {
      terminal.complain("the report could not be written");
      return ExitStatus.UNWRITTEN;
    }
    return ExitStatus.OK;
  }

  private static void show(LedgerReader ledger, HoleQuery query, HoleList list)
      throws StateFileException {
    HolePage page = ledger.find(query);
    list.begin();
    while (true) {
      page.holes().forEach(list::hole);
      if (page.next().isEmpty()) {
        break;
      }
      page = ledger.find(query.after(page.next().get()));
    }
    list.end(page.totals(), query.states());
  }

  private HoleQuery query(ParseResult parsed) {
    HoleQuery query =
        HoleQuery.ALL
            .in(states(parsed.matchedOptionValue("--state", HoleState.CONFIRMED.label())))
            .of(one(parsed, "--channel"), one(parsed, "--quality"));
    String since = parsed.matchedOptionValue("--since", "");
    if (!since.isEmpty()) {
      query = query.between(time(since), Long.MAX_VALUE);
    }
    return parsed.hasMatchedOption("--planned") ? query.ofPlannedBreaks() : query;
  }

  private static Set<String> one(ParseResult parsed, String option) {
    return parsed.hasMatchedOption(option)
        ? Set.of(parsed.matchedOptionValue(option, ""))
        : Set.of();
  }

  private static Set<HoleState> states(String text) {
    Set<HoleState> states = EnumSet.noneOf(HoleState.class);
    for (String word : text.split(",", -1)) {
      List<HoleState> named =
          Arrays.stream(HoleState.values())
              .filter(state -> word.strip().equals(ALL) || word.strip().equals(state.label()))
              .toList();
      if (named.isEmpty()) {
        throw new UsageException(
            "--state: '%s' is to be one of %s or all"
                .formatted(
                    Printable.of(word.strip()),
                    Arrays.stream(HoleState.values())
                        .map(HoleState::label)
                        .collect(Collectors.joining(", "))));
      }
      states.addAll(named);
    }
    return states;
  }

  private long time(String text) {
    OptionalLong time = IsoTime.parse(text.strip().replace(' ', 'T'));
    if (time.isPresent()) {
      return time.getAsLong();
    }
    Settings settings = new Settings(Map.of("since", text.strip()));
    Duration ago = settings.duration("since", Duration.ZERO);
    if (!settings.problems().isEmpty()) {
      throw new UsageException(
          "--since: '%s' is to be a time such as 2026-11-14T03:00:00Z, or how long ago, such as 24h"
              .formatted(Printable.of(text)));
    }
    return Micros.of(clock.instant().minus(ago));
  }
}
