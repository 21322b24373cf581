package io.segwatch.agent.cli;

import picocli.CommandLine.Model.CommandSpec;

/** A command of the agent's own. */
public interface Subcommand {
  String name();

  /** Adds its options, and what its help says. */
  void describe(CommandSpec spec);

  /**
   * Runs it.
   *
   * @return the exit status of the process
   * @throws UsageException if it was called wrongly
   * @throws io.segwatch.agent.config.ConfigException if the configuration cannot be used
   */
  int run(Invocation invocation);
}
