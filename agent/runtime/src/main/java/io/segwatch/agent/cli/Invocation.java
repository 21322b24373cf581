package io.segwatch.agent.cli;

import io.segwatch.agent.config.AgentConfig;
import io.segwatch.agent.config.ConfigLoader;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/**
 * A command as it was called.
 *
 * @param parsed the command's own options and words
 * @param flags options of the configuration, by key
 */
public record Invocation(
    ParseResult parsed, Map<String, Object> flags, ConfigLoader loader, Terminal terminal) {

  /**
   * The configuration as it is now.
   *
   * @throws io.segwatch.agent.config.ConfigException with everything that is wrong with it
   */
  public AgentConfig config() {
    return loader.load(flags);
  }
}
