package io.segwatch.agent.control;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Work that may have to wait, away from the event loop. */
final class Blocking {
  private Blocking() {}

  /** Does it on a worker thread; the answer arrives on the caller's context. */
  static <T> Future<T> call(Vertx vertx, Callable<T> work) {
    return vertx.executeBlocking(work, false).map(answer -> Objects.requireNonNull(answer));
  }
}
