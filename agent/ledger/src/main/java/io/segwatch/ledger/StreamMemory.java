package io.segwatch.ledger;

import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.RecordingChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All that is remembered of a stream that was seen whole once.
 *
 * @param stalledAt the live edge of the stall that was told and is not over
 * @param last the look before, of this process
 */
record StreamMemory(
    HoleTracker holes,
    HoleTracker breaks,
    Losses losses,
    OptionalLong stalledAt,
    Optional<Observation> last) {

  /**
   * What a look leads to.
   *
   * @param ended confirmed holes, and planned breaks, that have ended
   * @param fleeting how many holes were filled before they were confirmed
   */
  record Step(StreamMemory next, List<LogEvent> events, List<TrackedHole> ended, int fleeting) {}

  /** Whether a look can be the first one: complete, and of something that is there. */
  static boolean canBeBaseline(Observation look) {
    return look.isComplete() && !look.timeline().hours().isEmpty();
  }

  /** Starts from a first look; its holes were there before anybody watched. */
  static StreamMemory baseline(Observation look, Instant at, HoleId.Source ids) {
    Losses losses = Losses.from(look.timeline());
    HoleTracker.Look first = new HoleTracker.Look(look, losses, Duration.ZERO, at, ids);
    return new StreamMemory(
        HoleTracker.first(false, first),
        HoleTracker.first(true, first),
        losses,
        look.stalled() ? OptionalLong.of(look.timeline().liveEdge()) : OptionalLong.empty(),
        Optional.of(look));
  }

  List<Hole> open() {
    return holes.open();
  }

  /** Every hole and planned break that has not ended. */
  List<TrackedHole> tracked() {
    if (breaks.tracked().isEmpty()) {
      return holes.tracked();
    }
    List<TrackedHole> both = new ArrayList<>(holes.tracked());
    both.addAll(breaks.tracked());
    return both;
  }

  Step observe(Observation look, Duration settle, Instant at, HoleId.Source ids) {
    if (look.fault().isPresent()) {
      return new Step(this, List.of(), List.of(), 0);
    }
    Losses now = losses.next(look.timeline());
    HoleTracker.Look taken = new HoleTracker.Look(look, now, settle, at, ids);
    boolean same = last.map(look::showsTheSameAs).orElse(false);
    HoleTracker.Step holeStep = same ? holes.wait(taken) : holes.observe(taken);
    HoleTracker.Step breakStep = same ? breaks.wait(taken) : breaks.observe(taken);

    List<LogEvent> events = new ArrayList<>(holeStep.transitions());
    Optional<RecordingChange> change = recordingChange(look);
    change.ifPresent(events::add);
    List<TrackedHole> ended = new ArrayList<>(holeStep.ended());
    ended.addAll(breakStep.ended());
    OptionalLong stall = change.map(StreamMemory::stallAfter).orElse(stalledAt);
    StreamMemory next =
        new StreamMemory(holeStep.next(), breakStep.next(), now, stall, Optional.of(look));
    return new Step(next, events, ended, holeStep.fleeting());
  }

  private static OptionalLong stallAfter(RecordingChange change) {
    return change.stalled() ? OptionalLong.of(change.liveEdge()) : OptionalLong.empty();
  }

  /** A stream that goes off air after a stall has not resumed: only new segments end a stall. */
  private Optional<RecordingChange> recordingChange(Observation look) {
    long edge = look.timeline().liveEdge();
    if (look.stalled() && stalledAt.isEmpty()) {
      return Optional.of(new RecordingChange(look.stream(), true, edge));
    }
    if (!look.stalled() && stalledAt.isPresent() && edge > stalledAt.getAsLong()) {
      return Optional.of(new RecordingChange(look.stream(), false, edge));
    }
    return Optional.empty();
  }
}
