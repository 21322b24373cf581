package io.segwatch.ledger;

import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HolePage;
import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogPosition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Known holes, and an ordered log of everything that happened to them. Safe for use by several
 * threads; what fails with an {@link IOException} has changed nothing.
 */
public interface Ledger extends AutoCloseable {
  /**
   * What a look led to.
   *
   * @param events what was appended to the log, in this order
   * @param fleeting of a stream, how many holes were filled before they were confirmed
   */
  record Outcome(List<LogEvent> events, Map<StreamId, Integer> fleeting) {
    public static final Outcome NOTHING = new Outcome(List.of(), Map.of());
  }

  /**
   * Compares one look at the streams of a channel with what is known and records what changed, all
   * of it or nothing.
   *
   * @param settle how long a hole has to be there before it is confirmed
   */
  Outcome observe(String channel, List<Observation> streams, Duration settle, Instant at)
      throws IOException;

  /**
   * Stops caring for a stream that is no longer watched: its open holes are known no more, and its
   * next look is a first one.
   */
  void forget(StreamId stream) throws IOException;

  /** Confirmed holes that have not ended. */
  List<Hole> open();

  /**
   * Some of the known holes, and where to go on.
   *
   * @throws IllegalArgumentException if the cursor of the query is none of this ledger's
   */
  HolePage find(HoleQuery query) throws IOException;

  /** Where the log ends. */
  LogPosition end() throws IOException;

  /** Whether a position is one of this log's. */
  boolean knows(LogPosition position) throws IOException;

  /**
   * What was recorded after a position, oldest first; from the beginning if the position is not one
   * of this log's.
   */
  List<LogEntry> after(LogPosition position, int limit) throws IOException;

  @Override
  void close();
}
