package io.segwatch.agent.trust;

import io.segwatch.agent.trust.WebConfig.RateLimit;

/** Requests that are allowed: one more in each interval, and some saved up. On one event loop. */
final class Allowance {
  private final RateLimit limit;
  private long full = System.nanoTime();

  Allowance(RateLimit limit) {
    this.limit = limit;
  }

  /** Takes one, if there is one. */
  boolean take() {
    long now = System.nanoTime();
    long interval = limit.intervalNanos();
    long whenTaken = Math.max(0, full - now) + interval; // until there are as many as can be
    if (whenTaken > interval * limit.burst()) {
      return false;
    }
    full = now + whenTaken;
    return true;
  }
}
