package io.segwatch.agent.demo;

import io.segwatch.coverage.SegmentType;
import java.util.random.RandomGenerator;

/** What goes wrong within an hour: how often, for how long, and what is left of it. */
enum Fault {
  /** Segments that nobody got. */
  HOLE(3, 2, 30),
  /** No network for many minutes. */
  OUTAGE(0.1, 180, 1_200),
  /** The recorder hung: one segment broken off, one never finished, then nothing. */
  STALL(0.3, 40, 120),
  PARTIALS(1.5, 2, 20),
  SUSPECTS(1, 2, 30),
  /** Two files of one start; their types decide. */
  DUPLICATES(2, 2, 12),
  /** Two files of one start and type; their sizes decide. */
  TIED_SUSPECTS(0.5, 2, 6),
  TIED_PARTIALS(0.5, 2, 6),
  OVERLAPS(1, 2, 10),
  /** Two recorders that are not in step. */
  TWINS(0.5, 10, 60),
  /** A long file around those that it holds. */
  NESTED(0.5, 12, 40),
  /** A file left behind by an attempt that was given up. */
  ABANDONED(1, 2, 4),
  TOMBSTONES(0.4, 2, 10),
  /** The files themselves are gone already. */
  TOMBSTONES_ALONE(0.4, 2, 10),
  /** Segments of no duration. */
  NOTHING_IN_IT(0.3, 2, 2),
  /** Names that are no segment's, among good ones. */
  JUNK(0.7, 2, 6);

  private final double timesAnHour;
  private final int leastSeconds;
  private final int mostSeconds;

  Fault(double timesAnHour, int leastSeconds, int mostSeconds) {
    this.timesAnHour = timesAnHour;
    this.leastSeconds = leastSeconds;
    this.mostSeconds = mostSeconds;
  }

  /** How often it happens in one hour. */
  int times(RandomGenerator random) {
    int whole = (int) timesAnHour;
    return whole + (random.nextDouble() < timesAnHour - whole ? 1 : 0);
  }

  /** For how long it happens, in seconds. */
  int seconds(RandomGenerator random) {
    return random.nextInt(leastSeconds, mostSeconds + 1);
  }

  /** Adds what it leaves of {@code count} slots from {@code first} on. */
  void leave(HourSheet sheet, long first, int count) {
    for (int i = 0; i < count; i++) {
      leave(sheet, first + i, i, count);
    }
  }

  /** Adds what it leaves of one slot, the {@code index}th of {@code count}. */
  private void leave(HourSheet sheet, long slot, int index, int count) {
    switch (this) {
      case HOLE, OUTAGE -> {}
      case STALL -> {
        switch (index) {
          case 0 -> sheet.brokenOff(slot);
          case 1 -> sheet.temp(slot);
          default -> {}
        }
      }
      case PARTIALS -> sheet.partial(slot);
      case SUSPECTS -> sheet.suspect(slot);
      case DUPLICATES -> sheet.fullAfterPartial(slot);
      case TIED_SUSPECTS -> sheet.tie(slot, SegmentType.SUSPECT);
      case TIED_PARTIALS -> sheet.tie(slot, SegmentType.PARTIAL);
      case OVERLAPS -> sheet.tooLong(slot);
      case TWINS -> sheet.twins(slot);
      case NESTED -> {
        if (index == 0) {
          sheet.whole(slot, count);
        } else {
          sheet.full(slot);
        }
      }
      case ABANDONED -> {
        sheet.temp(slot);
        sheet.full(slot);
      }
      case TOMBSTONES -> sheet.tombstone(slot, true);
      case TOMBSTONES_ALONE -> sheet.tombstone(slot, false);
      case NOTHING_IN_IT -> sheet.nothing(slot);
      case JUNK -> {
        sheet.full(slot);
        sheet.junk(slot);
      }
    }
  }
}
