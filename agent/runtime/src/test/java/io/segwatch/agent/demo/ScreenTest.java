package io.segwatch.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Lines for a person. */
class ScreenTest {
  private final TurnedClock clock = new TurnedClock("2026-11-24T04:10:00.900Z");

  @Test
  void linesComeInOrderWithTheirTimes() {
    StringWriter shown = new StringWriter();
    try (Screen screen = new Screen(new PrintWriter(shown), clock)) {
      screen.print("one");
      screen.event("webhook", "two");
      screen.event("recorder", "th\u001bree");
    }

    assertThat(shown.toString().lines())
        .containsExactly("one", "04:10:00Z  webhook   two", "04:10:00Z  recorder  th\\u001bree");
  }

  @Test
  void aTerminalThatIsHeldHoldsUpNobody() {
    CountDownLatch released = new CountDownLatch(1);
    HeldWriter held = new HeldWriter(released);
    try (Screen screen = new Screen(new PrintWriter(held), clock)) {
      for (int i = 0; i < 5_000; i++) {
        screen.print("line");
      }
      released.countDown();
    }

    assertThat(held.shown.toString().lines().count()).isBetween(1_000L, 1_001L);
  }

  /** A terminal in which nothing is shown until it is released. */
  private static final class HeldWriter extends Writer {
    private final StringBuilder shown = new StringBuilder();
    private final CountDownLatch released;

    HeldWriter(CountDownLatch released) {
      this.released = released;
    }

    @Override
    public void write(char[] text, int from, int length) {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      shown.append(text, from, length);
    }

    @Override
    public void flush() {
      // nothing is kept back
    }

    @Override
    public void close() {
      // nothing is held open
    }
  }
}
