package io.segwatch.ledger;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A hole that has not ended.
 *
 * @param firstStart where it began when it was first seen; its id is made of these two
 * @param firstEnd where it ended then
 * @param scans in how many complete scans it was, while it is not confirmed
 */
record TrackedHole(Hole hole, long firstStart, long firstEnd, int scans) {
  /** Of two that grow together, the smaller one takes the other. */
  static final Comparator<TrackedHole> SENIORITY =
      Comparator.comparing((TrackedHole tracked) -> tracked.hole().seen())
          .thenComparingLong(tracked -> tracked.hole().start());

  boolean isConfirmed() {
    return hole.state() == HoleState.CONFIRMED;
  }

  Spans remaining() {
    return hole.remaining();
  }

  TrackedHole countScan() {
    return new TrackedHole(hole, firstStart, firstEnd, scans + 1);
  }

  TrackedHole confirm(String id, Instant at, Cause cause) {
    return with(
        new Hole(
            id,
            hole.stream(),
            hole.start(),
            hole.end(),
            hole.remaining(),
            1,
            HoleState.CONFIRMED,
            hole.seen(),
            Optional.of(at),
            Optional.empty(),
            Optional.of(cause)));
  }

  /** With other remains; the hole's extent grows with them, and never shrinks. */
  TrackedHole remain(Spans remaining) {
    return with(
        new Hole(
            hole.id(),
            hole.stream(),
            Math.min(hole.start(), remaining.from(0)),
            Math.max(hole.end(), remaining.to(remaining.size() - 1)),
            remaining,
            isConfirmed() ? hole.revision() + 1 : hole.revision(),
            hole.state(),
            hole.seen(),
            hole.confirmed(),
            hole.ended(),
            hole.cause()));
  }

  Hole end(HoleState state, Instant at) {
    return new Hole(
        hole.id(),
        hole.stream(),
        hole.start(),
        hole.end(),
        Spans.NONE,
        hole.revision() + 1,
        state,
        hole.seen(),
        hole.confirmed(),
        Optional.of(at),
        hole.cause());
  }

  private TrackedHole with(Hole changed) {
    return new TrackedHole(changed, firstStart, firstEnd, scans);
  }
}
