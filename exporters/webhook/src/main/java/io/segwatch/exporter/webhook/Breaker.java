package io.segwatch.exporter.webhook;

import java.time.Instant;

/**
 * Whether an endpoint as a whole is left alone for a while (alerts §5): after a failure nothing but
 * one message is tried at each step of the ladder, whatever waits; one that is delivered closes it.
 *
 * @param rung how many steps in a row have failed; 0 if it is closed
 * @param pause until the next step
 */
record Breaker(int rung, Pause pause) {
  static final Breaker CLOSED = new Breaker(0, Pause.NONE);

  boolean isClosed() {
    return rung == 0;
  }

  boolean lets(Instant now) {
    return pause.isOver(now);
  }

  /** After another step that has failed. */
  Breaker failed(Pause next) {
    return new Breaker(rung + 1, next);
  }

  /** Open for as long as the receiver asks, if that is longer. */
  Breaker atLeast(Pause asked) {
    return asked.until().isAfter(pause.until()) ? new Breaker(Math.max(1, rung), asked) : this;
  }
}
