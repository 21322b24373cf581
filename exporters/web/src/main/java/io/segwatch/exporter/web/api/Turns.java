package io.segwatch.exporter.web.api;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Lets work be done one by one, so that those who ask for it cannot take all of what others need.
 * Used on one thread.
 */
final class Turns {
  private final int most;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean busy;

  /**
   * Nobody has a turn yet.
   *
   * @param most how many can wait for theirs
   */
  Turns(int most) {
    this.most = most;
  }

  /** Whether it makes no sense to wait. */
  boolean isFull() {
    return waiting.size() >= most;
  }

  /** Begins some work once it is its turn, which lasts until it is done. */
  void take(Supplier<Future<?>> work) {
    waiting.add(() -> {
      busy = true;
      work.get()
          .onComplete(_ -> {
            busy = false;
            next();
          });
    });
    next();
  }

  private void next() {
    if (!busy && !waiting.isEmpty()) {
      waiting.remove().run();
    }
  }
}
