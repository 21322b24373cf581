package io.segwatch.agent.cli;

import io.segwatch.agent.config.AgentConfig;
import io.segwatch.agent.config.Option;
import io.segwatch.agent.config.Option.Group;
import io.segwatch.agent.config.Options;
import io.segwatch.agent.demo.Demo;
import io.segwatch.agent.logging.Logging;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code segwatch demo}: a recording that is made up, and the agent on it. */
public final class DemoCommand implements Subcommand {
  // As text: the class of decimals would be loaded at every start, of any command.
  private static final String LEAST_DAYS = "0.01";
  private static final String MOST_DAYS = "30";

  /** What the demo makes itself cannot be chosen. */
  private static final Set<String> FIXED = Set.of("base-dir", "channels", "qualities", "config");

  private final AgentRunner runner;
  private final Path parent;
  private final Clock clock;

  /**
   * A demo.
   *
   * @param runner runs the agent in it
   * @param parent where its folder will be
   */
  public DemoCommand(AgentRunner runner, Path parent, Clock clock) {
    this.runner = runner;
    this.parent = parent;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("--days")
            .type(String.class)
            .arity("1")
            .paramLabel("DAYS")
            .description("How much was recorded before (default: 1)")
            .build());
    FlagModel.addTo(spec, EnumSet.of(Group.HOLES, Group.AGENT, Group.EXPORTERS));
    spec.usageMessage()
        .description(
            "Makes a recording with faults in a folder of its own, goes on recording, and runs the"
                + " agent on it until Ctrl-C.")
        .customSynopsis("segwatch demo [--days DAYS] [OPTION...]");
  }

  @Override
  public int run(Invocation invocation) {
    Duration length = length(invocation.parsed().matchedOptionValue("--days", "1"));
    refuseFixed(invocation.flags());
    Terminal terminal = invocation.terminal();
    try (Demo demo = Demo.open(parent, terminal.out(), clock)) {
      Map<String, Object> flags = demo.flags(invocation.flags(), invocation.loader());
      AgentConfig config = invocation.loader().load(flags);
      Logging.install(config.logFormat(), config.logLevel(), terminal.err());
      return demo.record(length, config)
          ? runner.run(config, () -> invocation.loader().load(flags))
          : ExitStatus.OK;
    } catch (IOException e) {
      terminal.complain("the demo cannot write to " + parent + ": " + e);
      return ExitStatus.UNREADABLE;
    }
  }

  private static Duration length(String days) {
    try {
      BigDecimal number = new BigDecimal(days);
      if (number.compareTo(new BigDecimal(LEAST_DAYS)) >= 0
          && number.compareTo(new BigDecimal(MOST_DAYS)) <= 0) {
        return Duration.ofSeconds(
            number.multiply(BigDecimal.valueOf(Duration.ofDays(1).toSeconds())).longValue());
      }
    } catch (NumberFormatException noNumber) {
      // reported below, like a number out of range
    }
    throw new UsageException(
        "--days: '%s' is to be a number from %s to %s".formatted(days, LEAST_DAYS, MOST_DAYS));
  }

  private static void refuseFixed(Map<String, Object> flags) {
    Options.all()
        .filter(option -> FIXED.contains(option.key()) && flags.containsKey(option.key()))
        .map(Option::flag)
        .findFirst()
        .ifPresent(flag -> {
          throw new UsageException(
              flag + " is not for the demo, which brings its own; leave it out");
        });
  }
}
