package io.segwatch.e2e;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Waits for what is to happen sooner or later, and fails where it does not. */
final class Await {
  /** Far longer than anything takes here, even on a machine that is busy with other things. */
  static final Duration BOUND = Duration.ofSeconds(60);

  private static final long POLL_MILLIS = 25;

  private Await() {}

  /** Waits until a condition holds. */
  static void until(String what, Callable<Boolean> condition) {
    value(what, () -> condition.call() ? Optional.of(true) : Optional.empty());
  }

  /** Waits until there is a value. */
  static <T> T value(String what, Callable<Optional<T>> source) {
    long end = System.nanoTime() + BOUND.toNanos();
    while (true) {
      Optional<T> value = ask(source);
      if (value.isPresent()) {
        return value.get();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + BOUND.toSeconds() + " s: " + what);
      }
      pause();
    }
  }

  private static <T> Optional<T> ask(Callable<Optional<T>> source) {
    try {
      return source.call();
    } catch (Exception e) {
      throw new AssertionError("cannot be asked: " + e, e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
