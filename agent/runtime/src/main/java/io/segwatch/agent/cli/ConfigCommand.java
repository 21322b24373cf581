package io.segwatch.agent.cli;

import io.segwatch.agent.config.Option.Group;
import java.util.EnumSet;
import picocli.CommandLine.Model.CommandSpec;

/** {@code segwatch config}: what applies, and where it comes from. */
public final class ConfigCommand implements Subcommand {
  public ConfigCommand() {}

  @Override
  public String name() {
    return "config";
  }

  @Override
  public void describe(CommandSpec spec) {
    FlagModel.addTo(spec, EnumSet.allOf(Group.class));
    spec.usageMessage()
        .description("Prints the configuration that applies, without secrets.")
        .customSynopsis("segwatch config [CHANNEL...] [OPTION...]");
  }

  @Override
  public int run(Invocation invocation) {
    invocation.terminal().out().print(invocation.loader().effective(invocation.flags()));
    return ExitStatus.OK;
  }
}
