package io.segwatch.exporter.testkit;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what is about to happen, but not for ever: for 20 seconds. */
public final class Await {
  private static final long LIMIT_SECONDS = 20;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private Await() {}

  /** Waits until a condition holds, which is looked at every few milliseconds. */
  public static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw late();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Waits for a result; throws what the future failed with. Not for threads of Vert.x. */
  public static <T> T result(Future<T> future) {
    try {
      return future.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw late();
    }
  }

  private static AssertionError late() {
    return new AssertionError("it did not happen within " + LIMIT_SECONDS + " seconds");
  }
}
