package io.segwatch.exporter.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that goes only when it is turned, and counts how often it was looked at. */
public final class TurnedClock extends Clock {
  /** What it shows at first. */
  public static final Instant START = Instant.parse("2026-11-23T20:14:07.120Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final AtomicLong looks = new AtomicLong();

  /** A clock at {@link #START}. */
  public TurnedClock() {}

  /** Lets time pass. */
  public void turn(Duration duration) {
    now.updateAndGet(before -> before.plus(duration));
  }

  /** Waits until it was looked at a few times more: what was due by then has been begun. */
  public void awaitLooks() {
    long before = looks.get();
    Await.until(() -> looks.get() > before + 20);
  }

  @Override
  public Instant instant() {
    looks.incrementAndGet();
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
