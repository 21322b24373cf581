package io.segwatch.ledger;

import io.segwatch.coverage.Span;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.Timeline;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.HoleTransition.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of the life of holes (coverage §7 and §8), for either the holes of one stream or its
 * planned breaks.
 *
 * @param planned whether it is about planned breaks, of which nobody is told
 * @param tracked those that have not ended, in order of their start
 */
record HoleTracker(boolean planned, List<TrackedHole> tracked) {

  /**
   * A look at a stream.
   *
   * @param settle how long a hole has to be there before it is confirmed
   */
  record Look(Observation seen, Losses losses, Duration settle, Instant at, HoleId.Source ids) {
    Timeline timeline() {
      return seen.timeline();
    }
  }

  /**
   * What a look leads to.
   *
   * @param ended confirmed holes that have ended
   * @param transitions what happened to confirmed holes
   * @param fleeting how many were filled before they were confirmed
   */
  record Step(
      HoleTracker next, List<TrackedHole> ended, List<HoleTransition> transitions, int fleeting) {}

  /** Starts from a first complete look, whose holes count as confirmed without being told. */
  static HoleTracker first(boolean planned, Look look) {
    HoleTracker none = new HoleTracker(planned, List.of());
    List<TrackedHole> tracked = new ArrayList<>();
    for (Span span : none.visible(look)) {
      tracked.add(none.confirm(none.seen(span, look), look));
    }
    return new HoleTracker(planned, List.copyOf(tracked));
  }

  /** Confirmed holes that have not ended. */
  List<Hole> open() {
    return tracked.stream().filter(TrackedHole::isConfirmed).map(TrackedHole::hole).toList();
  }

  /** Takes in the next look. */
  Step observe(Look look) {
    return new Observing(look).step();
  }

  /** Takes in a look that shows the same as the one before: only time has passed. */
  Step wait(Look look) {
    if (tracked.stream().allMatch(TrackedHole::isConfirmed)) {
      return new Step(this, List.of(), List.of(), 0);
    }
    Observing waiting = new Observing(look);
    waiting.next.addAll(tracked);
    return waiting.settle();
  }

  /** The holes from which something may be concluded. */
  private Spans visible(Look look) {
    Timeline timeline = look.timeline();
    Spans.Builder certain = new Spans.Builder();
    for (Span span : timeline.holes()) {
      if (!touches(look.seen().unread(), span)) {
        certain.add(span.from(), span.to());
      }
    }
    Spans lasting = certain.build().minus(look.losses().retired());
    Spans breaks = look.seen().planned();
    return (planned ? lasting.and(breaks) : lasting.minus(breaks))
        .longerThan(timeline.rules().tolerance());
  }

  private static boolean touches(Spans hours, Span span) {
    return hours.overlaps(span.from() - 1, span.to() + 1);
  }

  private TrackedHole seen(Span span, Look look) {
    Hole hole =
        new Hole(
            "",
            look.seen().stream(),
            span.from(),
            span.to(),
            Spans.of(span.from(), span.to()),
            0,
            HoleState.SEEN,
            look.at(),
            Optional.empty(),
            Optional.empty(),
            planned ? Optional.of(Cause.PLANNED) : Optional.empty());
    return new TrackedHole(look.ids().nextNumber(), hole, span.from(), span.to(), 0, 0);
  }

  private TrackedHole confirm(TrackedHole hole, Look look) {
    HoleId id = look.ids().next(look.seen().stream(), hole.firstStart(), hole.firstEnd());
    return hole.confirm(id, look.at(), causeOf(hole.remaining(), look));
  }

  private Cause causeOf(Spans remaining, Look look) {
    if (planned) {
      return Cause.PLANNED;
    }
    Timeline timeline = look.timeline();
    if (remaining.minus(timeline.tombstoned()).longest() <= timeline.rules().tolerance()) {
      return Cause.DELETED;
    }
    return remaining.overlaps(look.losses().vanished()) ? Cause.VANISHED : Cause.MISSING;
  }

  /** One look being taken in. */
  private final class Observing {
    private final Look look;
    private final List<TrackedHole> next = new ArrayList<>();
    private final List<TrackedHole> ended = new ArrayList<>();
    private final List<HoleTransition> transitions = new ArrayList<>();
    private int fleeting;

    Observing(Look look) {
      this.look = look;
    }

    Step step() {
      Families families = new Families(tracked, visible(look));
      Frozen frozen = new Frozen(look.seen());
      for (TrackedHole absorbed : families.absorbed()) {
        end(absorbed, HoleState.WITHDRAWN);
      }
      next.addAll(families.unchanged());
      for (Families.Family family : families.changed()) {
        TrackedHole senior = family.senior();
        Spans remaining = family.intervals().plus(frozen.of(family.before()));
        if (remaining.isEmpty()) {
          end(senior, howItEnded(senior));
        } else if (remaining.equals(senior.remaining())) {
          next.add(senior);
        } else {
          next.add(change(senior.remain(remaining), senior.hole().duration()));
        }
      }
      for (Span span : families.strangers()) {
        next.add(seen(span, look));
      }
      return settle();
    }

    private TrackedHole change(TrackedHole hole, long before) {
      if (hole.isConfirmed()) {
        transitions.add(new HoleTransition(Kind.CHANGED, hole.hole(), before));
      }
      return hole;
    }

    /** Confirms holes that were there in enough complete scans, and for long enough. */
    Step settle() {
      if (look.seen().isComplete()) {
        next.replaceAll(hole -> hole.isConfirmed() ? hole : settle(hole));
      }
      next.sort((a, b) -> Long.compare(a.hole().start(), b.hole().start()));
      HoleTracker tracker =
          next.equals(tracked) ? HoleTracker.this : new HoleTracker(planned, List.copyOf(next));
      return new Step(tracker, ended, transitions, fleeting);
    }

    private TrackedHole settle(TrackedHole hole) {
      TrackedHole counted = hole.countScan(look.at());
      if (counted.scans() < TrackedHole.ENOUGH
          || look.at().isBefore(counted.hole().seen().plus(look.settle()))) {
        return counted;
      }
      TrackedHole confirmed = confirm(counted, look);
      transitions.add(new HoleTransition(Kind.OPENED, confirmed.hole()));
      return confirmed;
    }

    private void end(TrackedHole hole, HoleState state) {
      if (hole.isConfirmed()) {
        Kind kind =
            switch (state) {
              case FILLED -> Kind.FILLED;
              case EXPIRED -> Kind.EXPIRED;
              default -> Kind.WITHDRAWN;
            };
        TrackedHole over = hole.end(state, look.at());
        ended.add(over);
        transitions.add(new HoleTransition(kind, over.hole()));
      } else if (state == HoleState.FILLED) {
        fleeting++;
      }
    }

    /** The end of a hole of which nothing remains: that of its last interval. */
    private HoleState howItEnded(TrackedHole hole) {
      Timeline timeline = look.timeline();
      Spans remaining = hole.remaining();
      long from = remaining.from(remaining.size() - 1);
      long to = remaining.to(remaining.size() - 1);
      if (from < firstCertainStart()) {
        return HoleState.EXPIRED;
      }
      boolean covered = timeline.uncovered(from, to).isEmpty();
      // Nothing need have been recorded for a gap that a greater tolerance now passes over.
      return covered && to - from > timeline.rules().tolerance()
          ? HoleState.FILLED
          : HoleState.WITHDRAWN;
    }

    /** Before it nothing is left; an unread hour may still hold something. */
    private long firstCertainStart() {
      if (look.timeline().isEmpty()) {
        return Long.MIN_VALUE;
      }
      long start = look.timeline().firstStart();
      Spans unread = look.seen().unread();
      return unread.isEmpty() ? start : Math.min(start, unread.from(0));
    }
  }

  /** What stays as it was because it touches an hour that could not be read. */
  private static final class Frozen {
    private final Spans unread;
    private final Spans uncertain;

    Frozen(Observation look) {
      unread = look.unread();
      Spans.Builder holes = new Spans.Builder();
      for (Span span : look.timeline().holes()) {
        if (touches(unread, span)) {
          holes.add(span.from(), span.to());
        }
      }
      uncertain = holes.build();
    }

    Spans of(Spans remaining) {
      if (unread.isEmpty()) {
        return Spans.NONE;
      }
      Spans.Builder frozen = new Spans.Builder();
      for (Span span : remaining) {
        if (touches(unread, span) || uncertain.overlaps(span.from(), span.to())) {
          frozen.add(span.from(), span.to());
        }
      }
      return frozen.build();
    }
  }
}
