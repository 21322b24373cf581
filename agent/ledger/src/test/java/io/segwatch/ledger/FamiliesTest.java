package io.segwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.Span;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Holds the sorting of intervals to holes against the rule of coverage §8, taken literally. */
class FamiliesTest {
  private static final StreamId STREAM = new StreamId("chan", "source");
  private static final int END = 60;

  private record Expected(TrackedHole senior, Spans before, Spans intervals) {}

  @RepeatedTest(200)
  void eachIntervalGoesWhereTheRuleSays(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<TrackedHole> holes = holes(random);
    Spans visible = visible(random, holes);

    List<TrackedHole> unchanged = new ArrayList<>();
    List<Expected> changed = new ArrayList<>();
    List<TrackedHole> absorbed = new ArrayList<>();
    for (Set<TrackedHole> family : familiesOf(holes, visible)) {
      TrackedHole senior = Collections.min(family, TrackedHole.SENIORITY);
      family.stream().filter(hole -> !hole.equals(senior)).forEach(absorbed::add);
      Spans before = family.stream().map(TrackedHole::remaining).reduce(Spans.NONE, Spans::plus);
      Spans intervals = Spans.NONE;
      for (Span span : visible) {
        if (before.overlaps(span.from(), span.to())) {
          intervals = intervals.plus(Spans.of(span.from(), span.to()));
        }
      }
      if (intervals.equals(senior.remaining())) {
        unchanged.add(senior);
      } else {
        changed.add(new Expected(senior, before, intervals));
      }
    }

    Families found = new Families(holes, visible);

    assertThat(found.unchanged()).containsExactlyInAnyOrderElementsOf(unchanged);
    assertThat(found.absorbed()).containsExactlyInAnyOrderElementsOf(absorbed);
    assertThat(found.changed())
        .map(family -> new Expected(family.senior(), family.before(), family.intervals()))
        .containsExactlyInAnyOrderElementsOf(changed);
    List<Span> ofNone = new ArrayList<>();
    for (Span span : visible) {
      if (holes.stream().noneMatch(hole -> hole.remaining().overlaps(span.from(), span.to()))) {
        ofNone.add(span);
      }
    }
    assertThat(found.strangers()).containsExactlyElementsOf(ofNone);
  }

  /** Holes belong together where an interval overlaps both. */
  private static Set<Set<TrackedHole>> familiesOf(List<TrackedHole> holes, Spans visible) {
    Set<Set<TrackedHole>> families = new HashSet<>();
    holes.forEach(hole -> families.add(Set.of(hole)));
    for (Span span : visible) {
      Set<TrackedHole> joined = new HashSet<>();
      families.removeIf(family -> {
        boolean meets =
            family.stream().anyMatch(hole -> hole.remaining().overlaps(span.from(), span.to()));
        return meets && joined.addAll(family);
      });
      if (!joined.isEmpty()) {
        families.add(joined);
      }
    }
    return families;
  }

  /** Some holes, of one or several intervals; no two have a moment in common, or touch. */
  private static List<TrackedHole> holes(Random random) {
    int count = random.nextInt(1, 7);
    List<Spans.Builder> remains = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      remains.add(new Spans.Builder());
    }
    int at = 0;
    while (at < END) {
      int length = random.nextInt(1, 5);
      remains.get(random.nextInt(count)).add(at, at + length);
      at += length + random.nextInt(1, 6);
    }
    List<TrackedHole> holes = new ArrayList<>();
    for (Spans.Builder each : remains) {
      if (each.size() > 0) {
        holes.add(hole(holes.size(), each.build(), random));
      }
    }
    return holes;
  }

  /** What remained, some of it larger, smaller or gone; and something new. */
  private static Spans visible(Random random, List<TrackedHole> holes) {
    Spans visible = Spans.NONE;
    for (TrackedHole hole : holes) {
      for (Span span : hole.remaining()) {
        int change = random.nextInt(8);
        long from = span.from() - (change == 0 ? 3 : 0) + (change == 1 ? 1 : 0);
        long to = span.to() + (change == 2 ? 5 : 0) - (change == 3 ? 1 : 0);
        visible = visible.plus(change == 4 ? Spans.NONE : Spans.of(from, to));
      }
    }
    long more = random.nextInt(END);
    return random.nextBoolean() ? visible.plus(Spans.of(more, more + 1)) : visible;
  }

  private static TrackedHole hole(int number, Spans remaining, Random random) {
    long start = remaining.from(0);
    long end = remaining.to(remaining.size() - 1);
    return new TrackedHole(
        number,
        new Hole(
            "h_" + number,
            STREAM,
            start,
            end,
            remaining,
            1,
            HoleState.CONFIRMED,
            Instant.ofEpochSecond(random.nextInt(3)),
            Optional.of(Instant.EPOCH),
            Optional.empty(),
            Optional.of(Cause.MISSING)),
        start,
        end,
        1,
        TrackedHole.ENOUGH);
  }
}
