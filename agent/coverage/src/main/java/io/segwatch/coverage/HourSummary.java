package io.segwatch.coverage;

/**
 * All that is kept of one hour directory (coverage §3), computed from its files alone. An hour that
 * did not change is the same object in the next scan.
 *
 * @param hour start of the hour, microseconds since the epoch
 * @param count segments by type, and bad names
 * @param duration sum of the durations of all segments, by type, in microseconds
 * @param overlapCount segments that add nothing of their own, or only a part, by type
 * @param overlapDuration what of them is there twice, by type, in microseconds
 * @param rawCoverage measure of the union of the best segments, in microseconds
 * @param editableCoverage sum of the durations of the editable chain, in microseconds
 * @param firstStart start of the first best segment, {@link #NEVER} in an empty hour
 * @param reach latest end of a best segment, {@link Long#MIN_VALUE} in an empty hour
 * @param fullReach the same of best segments that are full
 * @param chainReach the same of the editable chain
 * @param holes raw holes within the hour
 * @param editableHoles holes of the editable chain within the hour
 * @param partialOnly what only best segments that are not full cover
 * @param tombstoned what segments with a tombstone would have covered
 * @param belowTolerance sum of the raw gaps of at most the tolerance, in microseconds
 * @param seam those of these gaps that begin before {@code seamKnownUntil}
 * @param seamKnownUntil how far a segment of an earlier hour may reach into this one before the
 *     hour has to be read again to tell which small gaps it covers
 */
public record HourSummary(
    long hour,
    Counts count,
    PerType duration,
    PerType overlapCount,
    PerType overlapDuration,
    long rawCoverage,
    long editableCoverage,
    long firstStart,
    long reach,
    long fullReach,
    long chainReach,
    Spans holes,
    Spans editableHoles,
    Spans partialOnly,
    Spans tombstoned,
    long belowTolerance,
    Spans seam,
    long seamKnownUntil) {

  public static final long NEVER = Long.MAX_VALUE;

  /** Numbers of files: the four types, and names that are no segment's. */
  public record Counts(long full, long suspect, long partial, long temp, long bad) {
    static final Counts ZERO = new Counts(0, 0, 0, 0, 0);

    public Counts plus(Counts other) {
      return new Counts(
          full + other.full,
          suspect + other.suspect,
          partial + other.partial,
          temp + other.temp,
          bad + other.bad);
    }
  }

  /** A figure for each type that takes part in coverage. */
  public record PerType(long full, long suspect, long partial) {
    static final PerType ZERO = new PerType(0, 0, 0);

    static PerType of(long[] byType) {
      return byType[0] == 0 && byType[1] == 0 && byType[2] == 0
          ? ZERO
          : new PerType(byType[0], byType[1], byType[2]);
    }
  }

  /** The figures of an hour that has no directory. */
  public static HourSummary missing(long hour) {
    return new HourSummary(
        hour,
        Counts.ZERO,
        PerType.ZERO,
        PerType.ZERO,
        PerType.ZERO,
        0,
        0,
        NEVER,
        Long.MIN_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE,
        Spans.NONE,
        Spans.NONE,
        Spans.NONE,
        Spans.NONE,
        0,
        Spans.NONE,
        NEVER);
  }

  /** Whether the hour has no best segment (coverage §4). */
  public boolean isEmpty() {
    return firstStart == NEVER;
  }

  /** What the runs of its best segments cover; gaps up to the tolerance do not break a run. */
  public Spans runs() {
    return isEmpty() ? Spans.NONE : Spans.of(firstStart, reach).minus(holes);
  }
}
