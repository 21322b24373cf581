package io.segwatch.agent.cli;

/**
 * A command line that cannot be used: one line that says what was wrong and what would be right.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;

  public UsageException(String problem) {
    super(problem);
    this.problem = problem;
  }

  String problem() {
    return problem;
  }
}
