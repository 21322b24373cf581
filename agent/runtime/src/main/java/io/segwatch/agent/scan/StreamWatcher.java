package io.segwatch.agent.scan;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StallRule;
import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.storage.ScanProgress;
import io.segwatch.storage.StreamScan;
import io.segwatch.storage.StreamScanner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Scans one stream and says what is to be said of a scan: the message for others, the log lines and
 * the meters. Used by one scan at a time.
 */
final class StreamWatcher {
  private final StreamScanner scanner;
  private final StallRule stall;
  private final Spans planned;
  private final Clock clock;
  private final ScanMeters meters;
  private final ScanLog log;
  private Optional<Instant> lastSuccess = Optional.empty();
  private boolean stalled;

  StreamWatcher(
      StreamScanner scanner,
      StallRule stall,
      Spans planned,
      Clock clock,
      ScanMeters meters,
      ScanLog log) {
    this.scanner = scanner;
    this.stall = stall;
    this.planned = planned;
    this.clock = clock;
    this.meters = meters;
    this.log = log;
  }

  StreamId stream() {
    return scanner.stream();
  }

  /**
   * Scans it.
   *
   * @param full whether to list every hour, changed or not
   */
  ChannelScan scan(ScanProgress progress, boolean full) {
    Instant at = clock.instant();
    long start = System.nanoTime();
    StreamScan scan = full ? scanner.scanAll(progress) : scanner.scan(progress);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    // Nothing is known of a recording that cannot be read: it is as stalled as it was.
    if (scan.fault().isEmpty()) {
      stalled = stall.isStalled(scan.timeline().liveEdge(), Micros.of(at));
      if (scan.unread().isEmpty()) {
        lastSuccess = Optional.of(at);
      }
    }
    meters.scanned(scan, took);
    log.scanned(scan);
    return new ChannelScan(
        stream(),
        scan.timeline(),
        at,
        took,
        scan.unread(),
        scan.fault(),
        lastSuccess,
        stalled,
        Duration.of(stall.after(), ChronoUnit.MICROS),
        scan.ignored().size(),
        planned);
  }

  /** Takes note of a scan that broke in a way nobody thought of. */
  void broke(RuntimeException e) {
    meters.broke();
    log.broke(stream(), e);
  }

  void close() {
    meters.close();
  }
}
