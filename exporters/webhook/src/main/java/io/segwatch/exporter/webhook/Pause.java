package io.segwatch.exporter.webhook;

import java.time.Duration;
import java.time.Instant;

/**
 * A pause from one moment to another. If the clock is set back to before its beginning, it is over:
 * how long it has been by then, nobody knows.
 */
record Pause(Instant from, Instant until) {
  static final Pause NONE = new Pause(Instant.MIN, Instant.MIN);

  static Pause of(Instant from, Duration length) {
    return new Pause(from, from.plus(length));
  }

  boolean isOver(Instant now) {
    return !now.isBefore(until) || now.isBefore(from);
  }

  /** How much of it is left. */
  Duration left(Instant now) {
    return isOver(now) ? Duration.ZERO : Duration.between(now, until);
  }
}
