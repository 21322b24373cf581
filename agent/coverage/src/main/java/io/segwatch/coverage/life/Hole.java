package io.segwatch.coverage.life;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import java.time.Instant;
import java.util.Optional;

/**
 * A raw hole as it stands after a transition.
 *
 * @param id the same for life: a hash of node, stream, first start and end, and which opening of
 *     them it is
 * @param start where it begins, in microseconds; earlier than at first if it grew
 * @param end where it ends, in microseconds; later than at first if it grew
 * @param remaining what of it is still not covered; empty once it has ended
 * @param revision 1 when it was confirmed, one more with each change since
 * @param seen when it was first seen
 * @param confirmed when it was confirmed, if it was
 * @param ended when it ended, if it has
 * @param cause settled when it is confirmed
 */
public record Hole(
    String id,
    StreamId stream,
    long start,
    long end,
    Spans remaining,
    int revision,
    HoleState state,
    Instant seen,
    Optional<Instant> confirmed,
    Optional<Instant> ended,
    Optional<Cause> cause) {

  /** From its first to its last moment, in microseconds. */
  public long duration() {
    return end - start;
  }

  /** Whether it lies in a time that is not to be recorded: then nobody is told of it. */
  public boolean isPlanned() {
    return cause.equals(Optional.of(Cause.PLANNED));
  }
}
