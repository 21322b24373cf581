package io.segwatch.coverage;

/**
 * Joins hours in order: what reaches from earlier hours into the next one decides what is left of
 * its gaps (coverage §4).
 */
final class Stitcher {
  private final Rules rules;
  private final Spans unknown;

  private final Spans.Builder rawBuilder = new Spans.Builder();
  private final Spans.Builder editableBuilder = new Spans.Builder();
  private final Spans.Builder partialBuilder = new Spans.Builder();
  private final Spans.Builder exemptBuilder = new Spans.Builder();
  private final Spans.Builder tombstonedBuilder = new Spans.Builder();
  private final Spans.Builder silentBuilder = new Spans.Builder();

  private long fullReach = Long.MIN_VALUE;
  private long chainReach = Long.MIN_VALUE;

  private long first = HourSummary.NEVER;
  private long reach = Long.MIN_VALUE;
  private long lastHour = Long.MIN_VALUE;
  private long belowTolerance;
  private HourSummary.Counts count = HourSummary.Counts.ZERO;

  /**
   * What came of it.
   *
   * @param first start of the first best segment, or {@link HourSummary#NEVER}
   * @param reach the latest end of one, or {@link Long#MIN_VALUE}
   * @param lastHour the last hour that is not empty, or {@link Long#MIN_VALUE}
   * @param silent hours without figures if they are missing: never read, or between two exempt ends
   */
  record Stitched(
      long first,
      long reach,
      long lastHour,
      long belowTolerance,
      HourSummary.Counts count,
      Spans holes,
      Spans editableHoles,
      Spans partialOnly,
      Spans tombstoned,
      Spans exempt,
      Spans silent) {}

  Stitcher(Rules rules, Spans unknown) {
    this.rules = rules;
    this.unknown = unknown;
  }

  void append(HourSummary hour) {
    count = count.plus(hour.count());
    tombstonedBuilder.addAll(hour.tombstoned());
    if (hour.isEmpty()) {
      return;
    }
    if (first == HourSummary.NEVER) {
      first = hour.firstStart();
    } else {
      gapBefore(hour);
    }
    gapsWithin(hour);
    partialOnlyOf(hour);
    reach = Math.max(reach, hour.reach());
    fullReach = Math.max(fullReach, hour.fullReach());
    chainReach = Math.max(chainReach, hour.chainReach());
    lastHour = hour.hour();
  }

  Stitched finish() {
    return new Stitched(
        first,
        reach,
        lastHour,
        belowTolerance,
        count,
        rawBuilder.build(),
        editableBuilder.build(),
        partialBuilder.build(),
        tombstonedBuilder.build(),
        exemptBuilder.build(),
        silentBuilder.build().plus(unknown));
  }

  private void gapBefore(HourSummary hour) {
    long start = hour.firstStart();
    long gap = start - reach;
    if (gap >= rules.offAirAfter() || unknown.overlaps(reach, start)) {
      exemptBuilder.add(reach, start);
      silentBuilder.add(lastHour + Micros.PER_HOUR, hour.hour());
      return;
    }
    rawGap(reach, start);
    if (start - chainReach > rules.tolerance()) {
      editableBuilder.add(chainReach, start);
    }
  }

  /** A hole where it is longer than the tolerance, else a loss too small to be one. */
  private void rawGap(long from, long to) {
    if (to - from > rules.tolerance()) {
      rawBuilder.add(from, to);
    } else {
      belowTolerance += Math.max(0, to - from);
    }
  }

  private void gapsWithin(HourSummary hour) {
    for (int i = 0; i < hour.holes().size(); i++) {
      rawGap(Math.max(hour.holes().from(i), reach), hour.holes().to(i));
    }
    belowTolerance += hour.belowTolerance() - hour.seam().within(hour.firstStart(), reach).total();
    for (int i = 0; i < hour.editableHoles().size(); i++) {
      long from = Math.max(hour.editableHoles().from(i), chainReach);
      long to = hour.editableHoles().to(i);
      if (to - from > rules.tolerance()) {
        editableBuilder.add(from, to);
      }
    }
  }

  /**
   * A full segment of an earlier hour takes from this hour's spans; and where one that is not full
   * reaches into this hour, this hour's full ones take from it.
   */
  private void partialOnlyOf(HourSummary hour) {
    Spans own = hour.partialOnly().within(fullReach, Long.MAX_VALUE);
    long tailFrom = Math.max(fullReach, hour.firstStart());
    if (reach <= tailFrom) {
      partialBuilder.addAll(own);
      return;
    }
    partialBuilder.cut(tailFrom);
    Spans withoutFull =
        hour.holes()
            .plus(hour.seam())
            .plus(Spans.of(Math.max(tailFrom, hour.fullReach()), Long.MAX_VALUE));
    partialBuilder.addAll(own.plus(withoutFull.within(tailFrom, reach)));
  }
}
