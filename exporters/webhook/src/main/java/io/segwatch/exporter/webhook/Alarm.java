package io.segwatch.exporter.webhook;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;

/** Runs something later, and once: what it was set to before does not count any more. */
final class Alarm {
  private final Vertx vertx;
  private final Runnable action;
  private Optional<Long> timer = Optional.empty();

  /** One that is not set. */
  Alarm(Vertx vertx, Runnable action) {
    this.vertx = vertx;
    this.action = action;
  }

  void set(Duration nap) {
    cancel();
    timer = Optional.of(vertx.setTimer(Math.max(1, nap.toMillis()), _ -> action.run()));
  }

  void cancel() {
    timer.ifPresent(vertx::cancelTimer);
    timer = Optional.empty();
  }
}
