package io.segwatch.ledger;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A hole, with what only the ledger knows of it.
 *
 * @param number tells it from all others, also before it has an id
 * @param firstStart where it began when it was first seen; its id is made of these two
 * @param firstEnd where it ended then
 * @param opening and of which opening of them it is, once it is confirmed
 * @param scans in how many complete scans it was, up to {@link #ENOUGH}
 */
record TrackedHole(long number, Hole hole, long firstStart, long firstEnd, int opening, int scans) {
  /** Complete scans that a hole has to be in before it is confirmed. */
  static final int ENOUGH = 2;

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

  /** Seen once more; and not later than now, whatever the clock said then. */
  TrackedHole countScan(Instant at) {
    TrackedHole counted =
        scans >= ENOUGH
            ? this
            : new TrackedHole(number, hole, firstStart, firstEnd, opening, scans + 1);
    return hole.seen().isAfter(at) ? counted.with(seenAt(at)) : counted;
  }

  private Hole seenAt(Instant at) {
    return new Hole(
        hole.id(),
        hole.stream(),
        hole.start(),
        hole.end(),
        hole.remaining(),
        hole.revision(),
        hole.state(),
        at,
        hole.confirmed(),
        hole.ended(),
        hole.cause());
  }

  TrackedHole confirm(HoleId id, Instant at, Cause cause) {
    Hole confirmed =
        new Hole(
            id.text(),
            hole.stream(),
            hole.start(),
            hole.end(),
            hole.remaining(),
            1,
            HoleState.CONFIRMED,
            hole.seen(),
            Optional.of(at),
            Optional.empty(),
            Optional.of(cause));
    return new TrackedHole(number, confirmed, firstStart, firstEnd, id.opening(), scans);
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

  TrackedHole end(HoleState state, Instant at) {
    return with(
        new Hole(
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
            hole.cause()));
  }

  private TrackedHole with(Hole changed) {
    return new TrackedHole(number, changed, firstStart, firstEnd, opening, scans);
  }
}
