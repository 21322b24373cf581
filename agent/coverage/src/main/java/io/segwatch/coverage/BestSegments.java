package io.segwatch.coverage;

import java.util.Arrays;

/**
 * The best segments of one hour in order of start, and what follows from them: the four sweeps of
 * coverage §3. A working store that is made once and used for every hour.
 */
final class BestSegments {
  /** How many small gaps at the beginning of an hour are kept in any case. */
  private static final int SEAM_GAPS = 16;

  private static final byte FULL = SegmentType.FULL.index;

  private long[] starts = new long[1 << 10];
  private long[] ends = new long[1 << 10];
  private byte[] types = new byte[1 << 10];
  private int size;
  private boolean allFull;

  void clear() {
    size = 0;
    allFull = true;
  }

  /**
   * Adds the next one.
   *
   * @param type the index of a {@link SegmentType}
   */
  void add(long start, long duration, byte type) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
      types = Arrays.copyOf(types, 2 * size);
    }
    starts[size] = start;
    ends[size] = start + duration;
    types[size++] = type;
    allFull &= type == FULL;
  }

  /** The first start, {@link HourSummary#NEVER} where there is no best segment. */
  long firstStart() {
    return size == 0 ? HourSummary.NEVER : starts[0];
  }

  /** Raw: every best segment counts. */
  record Raw(
      Spans holes,
      long coverage,
      long reach,
      long belowTolerance,
      Spans seam,
      long seamKnownUntil) {}

  /** Walks the gaps; overlaps are added to the two arrays by type. */
  Raw raw(long tolerance, long seamUntil, long[] overlapCount, long[] overlapDuration) {
    Spans.Builder holes = new Spans.Builder();
    Spans.Builder seam = new Spans.Builder();
    long seamKnownUntil = HourSummary.NEVER;
    long belowTolerance = 0;
    long coverage = 0;
    long until = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      if (i == 0) {
        until = starts[0];
      }
      long gap = starts[i] - until;
      if (gap > tolerance) {
        holes.add(until, starts[i]);
      } else if (gap > 0) {
        belowTolerance += gap;
        if (seam.size() < SEAM_GAPS || until < seamUntil) {
          seam.add(until, starts[i]);
        } else {
          seamKnownUntil = Math.min(seamKnownUntil, until);
        }
      } else if (gap < -tolerance) {
        overlapCount[types[i]]++;
        overlapDuration[types[i]] += Math.min(until, ends[i]) - starts[i];
      }
      coverage += Math.max(0, ends[i] - Math.max(until, starts[i]));
      until = Math.max(until, ends[i]);
    }
    return new Raw(holes.build(), coverage, until, belowTolerance, seam.build(), seamKnownUntil);
  }

  /** Editable: only what can be played back to back counts. */
  record Chain(Spans holes, long coverage, long reach) {}

  Chain chain(long tolerance) {
    Spans.Builder holes = new Spans.Builder();
    long coverage = 0;
    long until = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      if (i == 0) {
        until = starts[0];
      }
      if (starts[i] < until - tolerance) {
        continue;
      }
      if (starts[i] - until > tolerance) {
        holes.add(until, starts[i]);
      }
      coverage += ends[i] - starts[i];
      until = Math.max(until, ends[i]);
    }
    return new Chain(holes.build(), coverage, until);
  }

  /** What only best segments that are not full cover. */
  Spans partialOnly() {
    if (allFull) {
      return Spans.NONE;
    }
    Spans.Builder doubtful = new Spans.Builder();
    Spans.Builder full = new Spans.Builder();
    for (int i = 0; i < size; i++) {
      (types[i] == FULL ? full : doubtful).add(starts[i], ends[i]);
    }
    return doubtful.build().minus(full.build());
  }

  /** The latest end of a full one. */
  long fullReach() {
    long reach = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      if (types[i] == FULL) {
        reach = Math.max(reach, ends[i]);
      }
    }
    return reach;
  }
}
