package io.segwatch.ledger;

import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HolePage;
import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Known holes, and an ordered log of everything that happened to them. Safe for use by several
 * threads.
 */
public interface Ledger {
  /**
   * Compares one look at the streams of a channel with what is known and records what changed, all
   * of it or nothing.
   *
   * @param settle how long a hole has to be there before it is confirmed
   * @return the new entries of the log
   */
  List<LogEntry> observe(String channel, List<Observation> streams, Duration settle, Instant at);

  /** Stops caring for a stream that is no longer watched; its holes are neither open nor ended. */
  void forget(StreamId stream);

  /** Confirmed holes that have not ended. */
  List<Hole> open();

  /**
   * Some of the known holes, and where to go on.
   *
   * @throws IllegalArgumentException if the cursor of the query is none of this ledger's
   */
  HolePage find(HoleQuery query);

  /** Where the log ends. */
  LogPosition end();

  /** Whether a position is one of this log's. */
  boolean knows(LogPosition position);

  /**
   * What was recorded after a position, oldest first; from the beginning if the position is not one
   * of this log's.
   */
  List<LogEntry> after(LogPosition position, int limit);
}
