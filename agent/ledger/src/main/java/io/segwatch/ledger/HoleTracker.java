package io.segwatch.ledger;

import io.segwatch.coverage.Span;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
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

/** The rules of the life of holes for one stream (coverage §7 and §8). */
final class HoleTracker {
  private final StreamId stream;
  private final HoleIds ids;
  private final Losses losses;
  private List<TrackedHole> tracked = new ArrayList<>();

  /** Starts from a first complete look, whose holes count as confirmed without being told. */
  HoleTracker(Observation first, HoleIds ids, Instant at) {
    this.stream = first.stream();
    this.ids = ids;
    this.losses = new Losses(first.timeline());
    for (Span span : first.timeline().holes()) {
      tracked.add(confirm(seen(span, at), first.timeline(), at));
    }
  }

  /** Confirmed holes that have not ended, in order of their start. */
  List<Hole> open() {
    return tracked.stream().filter(TrackedHole::isConfirmed).map(TrackedHole::hole).toList();
  }

  /**
   * Takes in the next look; answers what happened to confirmed holes.
   *
   * @param settle how long a hole has to be there before it is confirmed
   */
  List<HoleTransition> observe(Observation look, Duration settle, Instant at) {
    Timeline timeline = look.timeline();
    losses.update(timeline);
    Spans visible = visible(look);
    Frozen frozen = new Frozen(look);
    List<HoleTransition> transitions = new ArrayList<>();
    List<TrackedHole> next = new ArrayList<>();

    Families families = new Families(tracked, visible);
    for (TrackedHole absorbed : families.absorbed()) {
      end(absorbed, HoleState.WITHDRAWN, at, transitions);
    }
    for (Families.Family family : families.all()) {
      TrackedHole senior = family.senior();
      Spans remaining = family.intervals().plus(frozen.of(family.before()));
      if (remaining.isEmpty()) {
        end(senior, howItEnded(senior, look), at, transitions);
        continue;
      }
      boolean changed = !remaining.equals(senior.remaining());
      TrackedHole now = changed ? senior.remain(remaining) : senior;
      if (changed && now.isConfirmed()) {
        transitions.add(new HoleTransition(Kind.CHANGED, now.hole()));
      }
      next.add(now);
    }
    for (Span span : families.strangers()) {
      next.add(seen(span, at));
    }
    next.replaceAll(hole -> settleDown(hole, look, settle, at, transitions));
    next.sort((a, b) -> Long.compare(a.hole().start(), b.hole().start()));
    tracked = next;
    return transitions;
  }

  /** The holes from which something may be concluded. */
  private Spans visible(Observation look) {
    Timeline timeline = look.timeline();
    Spans.Builder certain = new Spans.Builder();
    for (Span span : timeline.holes()) {
      if (!touches(look.unread(), span)) {
        certain.add(span.from(), span.to());
      }
    }
    return certain.build().minus(losses.retired()).longerThan(timeline.rules().tolerance());
  }

  private static boolean touches(Spans hours, Span span) {
    return hours.overlaps(span.from() - 1, span.to() + 1);
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

  private TrackedHole seen(Span span, Instant at) {
    Hole hole =
        new Hole(
            "",
            stream,
            span.from(),
            span.to(),
            Spans.of(span.from(), span.to()),
            0,
            HoleState.SEEN,
            at,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new TrackedHole(hole, span.from(), span.to(), 0);
  }

  /** Confirms a hole that was there in two complete scans, and for long enough. */
  private TrackedHole settleDown(
      TrackedHole hole,
      Observation look,
      Duration settle,
      Instant at,
      List<HoleTransition> transitions) {
    if (hole.isConfirmed() || !look.isComplete()) {
      return hole;
    }
    TrackedHole counted = hole.countScan();
    if (counted.scans() < 2 || at.isBefore(hole.hole().seen().plus(settle))) {
      return counted;
    }
    TrackedHole confirmed = confirm(counted, look.timeline(), at);
    transitions.add(new HoleTransition(Kind.OPENED, confirmed.hole()));
    return confirmed;
  }

  private TrackedHole confirm(TrackedHole hole, Timeline timeline, Instant at) {
    String id = ids.next(stream, hole.firstStart(), hole.firstEnd());
    return hole.confirm(id, at, causeOf(hole.remaining(), timeline));
  }

  private Cause causeOf(Spans remaining, Timeline timeline) {
    if (remaining.minus(timeline.tombstoned()).longest() <= timeline.rules().tolerance()) {
      return Cause.DELETED;
    }
    return remaining.overlaps(losses.vanished()) ? Cause.VANISHED : Cause.MISSING;
  }

  private static void end(
      TrackedHole hole, HoleState state, Instant at, List<HoleTransition> transitions) {
    if (hole.isConfirmed()) {
      Kind kind =
          switch (state) {
            case FILLED -> Kind.FILLED;
            case EXPIRED -> Kind.EXPIRED;
            default -> Kind.WITHDRAWN;
          };
      transitions.add(new HoleTransition(kind, hole.end(state, at)));
    }
  }

  /** The end of a hole of which nothing remains: that of its last interval. */
  private static HoleState howItEnded(TrackedHole hole, Observation look) {
    Timeline timeline = look.timeline();
    Spans remaining = hole.remaining();
    long from = remaining.from(remaining.size() - 1);
    long to = remaining.to(remaining.size() - 1);
    if (from < firstCertainStart(look)) {
      return HoleState.EXPIRED;
    }
    boolean covered = timeline.uncovered(from, to).isEmpty();
    // Nothing need have been recorded for a gap that a greater tolerance now passes over.
    return covered && to - from > timeline.rules().tolerance()
        ? HoleState.FILLED
        : HoleState.WITHDRAWN;
  }

  /** Before it nothing is left; an unread hour may still hold something. */
  private static long firstCertainStart(Observation look) {
    if (look.timeline().isEmpty()) {
      return Long.MIN_VALUE;
    }
    long start = look.timeline().firstStart();
    return look.unread().isEmpty() ? start : Math.min(start, look.unread().from(0));
  }
}
