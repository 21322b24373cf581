package io.segwatch.agent.cli;

import io.segwatch.agent.config.AgentConfig;
import java.util.function.Supplier;

/** Runs the agent until it is stopped. */
@FunctionalInterface
public interface AgentRunner {
  /**
   * Runs.
   *
   * @param reload reads the same flags, environment and file again; throws {@link
   *     io.segwatch.agent.config.ConfigException} where they are no longer good
   * @return the exit status of the process
   */
  int run(AgentConfig config, Supplier<AgentConfig> reload);
}
