package io.segwatch.agent.scan;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.segwatch.coverage.HourFigures;
import io.segwatch.coverage.HourName;
import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.StorageFault;
import io.segwatch.coverage.StreamId;
import io.segwatch.storage.StreamScan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is logged of the scans of one stream: every figure of an hour that changed, on one line;
 * everything else once, when it begins and when it is over.
 */
final class ScanLog {
  private static final System.Logger LOG = System.getLogger(ScanLog.class.getName());

  /** Names that are no hour's; a bound, as anybody can make such names without end. */
  private static final int REMEMBERED_NAMES = 1_000;

  private final StreamId stream;
  private final Set<String> ignored = new HashSet<>();
  private Optional<StorageFault> fault = Optional.empty();
  private Set<StorageFault> unread = Set.of();

  ScanLog(StreamId stream) {
    this.stream = stream;
  }

  void scanned(StreamScan scan) {
    logFault(scan.fault());
    if (scan.fault().isEmpty()) { // else nothing is known of single hours
      logUnread(Set.copyOf(scan.faults()));
    }
    for (String name : scan.ignored()) {
      if (ignored.size() < REMEMBERED_NAMES && ignored.add(name)) {
        LOG.log(WARNING, "{0}/{1}: not an hour, left out", stream, name);
      }
    }
    if (LOG.isLoggable(INFO)) {
      for (HourSummary hour : scan.changed()) {
        LOG.log(INFO, line(scan.timeline().figuresOf(hour)));
      }
    }
  }

  void broke(StreamId broken, RuntimeException e) {
    LOG.log(ERROR, broken + ": the scan broke; it is tried again", e);
  }

  private void logFault(Optional<StorageFault> now) {
    if (now.equals(fault)) {
      return;
    }
    now.ifPresentOrElse(
        found -> LOG.log(ERROR, "{0}: {1}; the last known figures stand", stream, found),
        () -> LOG.log(INFO, "{0}: can be read again", stream));
    fault = now;
  }

  private void logUnread(Set<StorageFault> now) {
    for (StorageFault found : now) {
      if (!unread.contains(found)) {
        LOG.log(ERROR, "{0}; its last known figures stand", found);
      }
    }
    for (StorageFault over : unread) {
      if (!now.contains(over)) {
        LOG.log(INFO, "{0}: over", over);
      }
    }
    unread = now;
  }

  private String line(HourFigures hour) {
    HourSummary own = hour.own();
    String name = stream + "/" + HourName.of(hour.hour());
    List<String> parts = new ArrayList<>();
    if (own.isEmpty()) {
      parts.add("no segments");
    } else {
      parts.add(
          "%s to %s (%s s)"
              .formatted(
                  Micros.toInstant(own.firstStart()),
                  Micros.toInstant(own.reach()),
                  seconds(own.reach() - own.firstStart())));
    }
    HourSummary.Counts count = own.count();
    HourSummary.PerType duration = own.duration();
    HourSummary.PerType overlaps = own.overlapCount();
    HourSummary.PerType overlap = own.overlapDuration();
    parts.add(ofType("full", count.full(), duration.full(), overlaps.full(), overlap.full()));
    parts.add(
        ofType(
            "suspect", count.suspect(), duration.suspect(), overlaps.suspect(), overlap.suspect()));
    parts.add(
        ofType(
            "partial", count.partial(), duration.partial(), overlaps.partial(), overlap.partial()));
    parts.add(count.temp() + " temp, " + count.bad() + " bad");
    parts.add(
        "raw coverage %s s, editable coverage %s s"
            .formatted(seconds(own.rawCoverage()), seconds(own.editableCoverage())));
    parts.add(
        "%d holes totalling %s s, %d editable holes totalling %s s"
            .formatted(
                hour.holes().size(),
                seconds(hour.holes().total()),
                hour.editableHoles().size(),
                seconds(hour.editableHoles().total())));
    return name + ": " + String.join("; ", parts);
  }

  private static String ofType(
      String type, long count, long duration, long overlaps, long overlap) {
    return "%d %s totalling %s s, %d overlapping by %s s"
        .formatted(count, type, seconds(duration), overlaps, seconds(overlap));
  }

  private static String seconds(long micros) {
    return Double.toString(Micros.toSeconds(micros));
  }
}
