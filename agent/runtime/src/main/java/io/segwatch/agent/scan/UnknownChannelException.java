package io.segwatch.agent.scan;

/** A channel that is not watched. */
public final class UnknownChannelException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnknownChannelException(String channel) {
    super("no channel '" + channel + "' is watched");
  }
}
