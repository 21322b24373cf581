package io.segwatch.agent;

/**
 * The state that there is, is not for this agent; the message says why, and what would be right.
 */
final class StateRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StateRefusedException(Exception cause) {
    super(cause.getMessage(), cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
