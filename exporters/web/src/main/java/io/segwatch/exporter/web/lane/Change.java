package io.segwatch.exporter.web.lane;

import io.segwatch.coverage.StreamId;
import java.util.NavigableSet;

/** What changed in a lane of this node. */
public sealed interface Change {
  StreamId stream();

  /**
   * Some of its hours.
   *
   * @param hours their begins in microseconds
   */
  record Hours(StreamId stream, NavigableSet<Long> hours) implements Change {}

  /** How its recording stands, or what is said of it as a whole. */
  record Edge(StreamId stream) implements Change {}

  /** So much that it is best asked for anew; or it came, or went. */
  record Whole(StreamId stream, String reason) implements Change {}
}
