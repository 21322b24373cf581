package io.segwatch.exporter.web.live;

import io.segwatch.coverage.StreamId;

/** Something of which only the newest state is told. */
sealed interface Topic {
  StreamId stream();

  /**
   * An hour of a lane.
   *
   * @param hour its begin in microseconds
   */
  record Hour(StreamId stream, long hour) implements Topic {}

  /** How the recording of a lane stands. */
  record Edge(StreamId stream) implements Topic {}
}
