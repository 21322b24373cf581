package io.segwatch.agent.web;

import java.util.Optional;

/** A port that cannot be had; the message says what to change. */
public final class CannotListenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CannotListenException(String host, int port, Throwable cause, String options) {
    super(
        "cannot listen on %s:%d: %s; choose another with %s"
            .formatted(host, port, rootOf(cause).getMessage(), options),
        cause);
  }

  private static Throwable rootOf(Throwable e) {
    return Optional.ofNullable(e.getCause()).map(CannotListenException::rootOf).orElse(e);
  }
}
