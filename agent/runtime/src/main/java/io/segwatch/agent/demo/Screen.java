package io.segwatch.agent.demo;

import io.segwatch.agent.logging.Printable;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Writes lines in the order in which they come, on a thread of its own: a terminal that is held
 * (Ctrl-S) or a pipe that nobody reads holds up neither the recorder nor the receiver.
 */
final class Screen implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ssX", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** So many lines can wait; what comes on top is lost. */
  private static final int WAITING = 1_000;

  private static final long CLOSE_SECONDS = 1;

  private final PrintWriter out;
  private final Clock clock;
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("demo-screen").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  Screen(PrintWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /** Writes text of the demo's own, of one line or more. */
  void print(String text) {
    writer.execute(() -> {
      out.println(text);
      out.flush();
    });
  }

  /**
   * Writes what happened now.
   *
   * @param who to whom it happened
   */
  void event(String who, String what) {
    print("%s  %-8s  %s".formatted(TIME.format(clock.instant()), who, Printable.of(what)));
  }

  /** Writes what waits, unless that takes too long. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
