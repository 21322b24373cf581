package io.segwatch.agent.cli;

import io.segwatch.agent.config.AgentConfig;
import io.segwatch.agent.config.Option.Group;
import io.segwatch.agent.logging.Logging;
import java.lang.module.ModuleDescriptor;
import java.util.EnumSet;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The agent itself: what runs where no command is named. */
final class AgentCommand implements Subcommand {
  private final AgentRunner runner;

  AgentCommand(AgentRunner runner) {
    this.runner = runner;
  }

  @Override
  public String name() {
    return "segwatch";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.version("segwatch " + version());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Show the version")
            .build());
    FlagModel.addTo(spec, EnumSet.allOf(Group.class));
    spec.usageMessage()
        .description(
            "",
            "Watches recordings that are cut into segments: scans BASE/CHANNEL/QUALITY/HOUR, serves"
                + " what is covered as metrics and maps, and tells of holes, until it is stopped.",
            "")
        .customSynopsis("segwatch [CHANNEL...] [OPTION...]", "       segwatch COMMAND ...")
        .commandListHeading("%nCommands (instead of the agent):%n")
        .footer(
            "",
            "Durations are in seconds or have a unit: 500ms, 300s, 5m, 24h. What an option says can"
                + " also be said by a variable (SEGWATCH_BASE_DIR for --base-dir) or in the file;"
                + " flags beat variables, and those beat the file. A channel that is called like a"
                + " command, or begins with a dash, is to come after --.");
  }

  private static String version() {
    return Optional.ofNullable(AgentCommand.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .orElse("of no known version");
  }

  @Override
  public int run(Invocation invocation) {
    return runner.run(load(invocation), () -> load(invocation));
  }

  /** Reads the configuration; log lines are at once written as it says. */
  private static AgentConfig load(Invocation invocation) {
    AgentConfig config = invocation.config();
    Logging.install(config.logFormat(), config.logLevel(), invocation.terminal().err());
    return config;
  }
}
