package io.segwatch.agent.config;

import java.util.List;

/** A configuration that cannot be used: everything that is wrong with it, one line each. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // a copied list of texts can be written
  private final List<String> problems;

  /** Problems that each name where they are: a file and line, a flag or a variable. */
  public ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
