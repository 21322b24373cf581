package io.segwatch.agent.demo;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.StreamId;
import java.util.List;

/**
 * A stream of the demo. Its segments are all of one length and have a slot each, on a grid that is
 * the same at all times: what was recorded and what goes on being recorded fit together.
 *
 * @param number from 0 on; so that chance does not treat all streams alike
 * @param segmentSeconds divides an hour
 */
record DemoStream(StreamId id, int number, int segmentSeconds) {
  /** All there are: two channels, one of them in two qualities. */
  static final List<DemoStream> ALL =
      List.of(
          new DemoStream(new StreamId("desertbus", "source"), 0, 2),
          new DemoStream(new StreamId("desertbus", "480p"), 1, 6),
          new DemoStream(new StreamId("rhythmnow", "source"), 2, 10));

  /** Recordings do not begin on the full second. */
  private static final long PHASE = 732_000;

  /** Starts are off by less than this, in milliseconds: far less than is a hole. */
  private static final int DRIFT_MILLIS = 5;

  /** Of a segment, in microseconds. */
  long length() {
    return segmentSeconds * Micros.PER_SECOND;
  }

  /** The first slot that starts in an hour. */
  long firstSlotOf(long hour) {
    return hour / length();
  }

  /** When the segment of a slot starts, in microseconds. */
  long start(long slot) {
    long drift = Math.floorMod(Long.hashCode(slot * 0x9E37_79B9_7F4A_7C15L), DRIFT_MILLIS);
    return slot * length() + PHASE + drift * 1_000;
  }

  /** When the segment of a slot ends, in microseconds. */
  long end(long slot) {
    return start(slot) + length();
  }

  /** The slot that is being recorded at a moment: the first one that has not ended by then. */
  long slotAt(long moment) {
    long slot = Math.floorDiv(moment - PHASE, length()) - 1;
    return end(slot) > moment ? slot : slot + 1;
  }

  /** How many slots come closest to a time, at least one. */
  int slotsIn(int seconds) {
    return Math.max(1, Math.round((float) seconds / segmentSeconds));
  }
}
