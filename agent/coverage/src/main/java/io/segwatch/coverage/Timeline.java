package io.segwatch.coverage;

import java.util.ArrayList;
import java.util.List;

/**
 * A stream as a whole: its hours, stitched together (coverage §4 to §6). Immutable; made in a time
 * proportional to hours and holes.
 */
public final class Timeline {
  private final Rules rules;
  private final List<HourSummary> hours;
  private final Stitcher.Stitched stitched;

  private Timeline(Rules rules, List<HourSummary> hours, Stitcher.Stitched stitched) {
    this.rules = rules;
    this.hours = hours;
    this.stitched = stitched;
  }

  /**
   * Stitches hours.
   *
   * @param hours in order, each once, all within the rules' bounds
   * @param unknown hours that are there but have never been read: a gap that touches one is neither
   *     a hole nor time off air (§7)
   */
  public static Timeline of(Rules rules, List<HourSummary> hours, Spans unknown) {
    Stitcher stitcher = new Stitcher(rules, unknown);
    hours.forEach(stitcher::append);
    return new Timeline(rules, List.copyOf(hours), stitcher.finish());
  }

  public Rules rules() {
    return rules;
  }

  /** The hours that have a directory, in order. */
  public List<HourSummary> hours() {
    return hours;
  }

  /** Whether there is no best segment in any hour. */
  public boolean isEmpty() {
    return stitched.first() == HourSummary.NEVER;
  }

  /** Start of the first best segment, {@link HourSummary#NEVER} in an empty timeline. */
  public long firstStart() {
    return stitched.first();
  }

  /** The latest end of a best segment, {@link Long#MIN_VALUE} in an empty timeline. */
  public long liveEdge() {
    return stitched.reach();
  }

  /** The first hour that is not empty; for a timeline that is not. */
  public long firstHour() {
    return Micros.hourOf(stitched.first());
  }

  /** The last hour that is not empty; for a timeline that is not. */
  public long lastHour() {
    return stitched.lastHour();
  }

  /** Raw holes, each whole. */
  public Spans holes() {
    return stitched.holes();
  }

  /** Editable holes, each whole. */
  public Spans editableHoles() {
    return stitched.editableHoles();
  }

  /** What only best segments that are not full cover. */
  public Spans partialOnly() {
    return stitched.partialOnly();
  }

  /** What segments with a tombstone would have covered. */
  public Spans tombstoned() {
    return stitched.tombstoned();
  }

  /** Gaps that are no holes: off air, or next to an hour that could never be read. */
  public Spans exempt() {
    return stitched.exempt();
  }

  /** The sum of the raw gaps of at most the tolerance, in microseconds. */
  public long belowTolerance() {
    return stitched.belowTolerance();
  }

  /** From the first start to the live edge, less what is off air, in microseconds. */
  public long span() {
    return isEmpty() ? 0 : liveEdge() - firstStart() - exempt().total();
  }

  /** Counts of all hours. */
  public HourSummary.Counts count() {
    return stitched.count();
  }

  /**
   * 1 less the share of holes in the span; never 1 while there is a hole, 0 where there is nothing.
   *
   * @param holes {@link #holes()} or {@link #editableHoles()}
   */
  public double coverageRatio(Spans holes) {
    if (span() == 0) {
      return 0;
    }
    double ratio = 1 - holes.total() / (double) span();
    return holes.isEmpty() ? ratio : Math.min(ratio, Math.nextDown(1.0));
  }

  /** What of {@code [from, to)} no run of best segments covers: the white of the map (§5). */
  public Spans uncovered(long from, long to) {
    if (isEmpty()) {
      return Spans.of(from, to);
    }
    Spans recorded = Spans.of(Math.max(from, firstStart()), Math.min(to, liveEdge()));
    return Spans.of(from, to).minus(recorded.minus(holes()).minus(exempt()));
  }

  /**
   * The figures of every hour that has some: those with a directory, and those missing between two
   * that are not empty, unless that is a time off air (§4).
   */
  public List<HourFigures> figures() {
    List<HourFigures> figures = new ArrayList<>(hours.size());
    boolean started = false;
    long next = 0;
    for (HourSummary own : hours) {
      long missingUntil = started ? Math.min(own.hour(), stitched.lastHour()) : next;
      while (next < missingUntil) {
        int silent = stitched.silent().firstEndingAfter(next);
        if (silent < stitched.silent().size() && stitched.silent().from(silent) <= next) {
          next = stitched.silent().to(silent);
        } else {
          figures.add(figuresOf(HourSummary.missing(next)));
          next += Micros.PER_HOUR;
        }
      }
      figures.add(figuresOf(own));
      started |= !own.isEmpty();
      next = own.hour() + Micros.PER_HOUR;
    }
    return figures;
  }

  /** The figures of one of the hours. */
  public HourFigures figuresOf(HourSummary own) {
    long end = own.hour() + Micros.PER_HOUR;
    return new HourFigures(
        own, holes().within(own.hour(), end), editableHoles().within(own.hour(), end));
  }
}
