package io.segwatch.agent.scan;

import io.segwatch.storage.ScanProgress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How the scan of one channel gets on: written by the scanning thread, read by the health check,
 * and the switch that stops it.
 */
final class ScanWatch implements ScanProgress {
  /** A scan that finishes no hour for so long hangs in the file system. */
  static final Duration HANGS_AFTER = Duration.ofMinutes(2);

  private final Clock clock;
  private volatile boolean cancelled;
  private volatile Instant alive = Instant.EPOCH;
  private volatile boolean running;

  ScanWatch(Clock clock) {
    this.clock = clock;
  }

  void begin() {
    alive = clock.instant();
    running = true;
  }

  void end() {
    running = false;
  }

  void cancel() {
    cancelled = true;
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  @Override
  public void hourDone(long hour) {
    alive = clock.instant();
  }

  boolean running() {
    return running;
  }

  boolean hangs() {
    return running && clock.instant().isAfter(alive.plus(HANGS_AFTER));
  }
}
