package io.segwatch.exporter.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When a message is tried again (alerts §5): each failure is a step up, and each rung a longer
 * wait, give or take a fifth, so that receivers that come back are not met by everybody at once.
 */
final class RetryLadder {
  /** From the first attempt to the last one: 72 hours. */
  static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

  private static final List<Duration> WAITS =
      List.of(
          Duration.ZERO,
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4),
          Duration.ofHours(6));

  private static final int SLOW_RUNG = WAITS.indexOf(Duration.ofHours(1));
  private static final double SPREAD = 0.2;

  private final RandomGenerator random;

  RetryLadder(RandomGenerator random) {
    this.random = random;
  }

  /** The rung after a failure, where 0 is that of the first attempt. */
  static int climb(int rung, Outcome outcome) {
    return Math.max(rung + 1, outcome.needsMending() ? SLOW_RUNG : 0);
  }

  /** How much longer or shorter than its rung says the next wait is, as a factor. */
  double spread() {
    return 1 - SPREAD + 2 * SPREAD * random.nextDouble();
  }

  /**
   * How long to wait on a rung; the last attempt is made when the time is up, and not after it.
   *
   * @param spread as {@link #spread} gives it
   */
  static Pause pause(int rung, double spread, Instant firstAttempt, Instant now) {
    Duration base = WAITS.get(Math.min(rung, WAITS.size() - 1));
    Instant due = now.plusMillis(Math.round(base.toMillis() * spread));
    Instant end = firstAttempt.plus(GIVE_UP_AFTER);
    return new Pause(now, now.isBefore(end) && due.isAfter(end) ? end : due);
  }

  /** Whether the time is up, so that there is no other attempt. */
  static boolean isOver(Instant firstAttempt, Instant now) {
    return !now.isBefore(firstAttempt.plus(GIVE_UP_AFTER));
  }
}
