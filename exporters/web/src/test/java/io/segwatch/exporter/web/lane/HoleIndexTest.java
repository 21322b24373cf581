package io.segwatch.exporter.web.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.Span;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoleIndexTest {
  private static final StreamId SOURCE = new StreamId("chan", "source");
  private static final StreamId LOW = new StreamId("chan", "160p");

  private final HoleIndex index = new HoleIndex();

  @Test
  void ofSeveralChangesOfAHoleTheLastCounts() {
    assertThat(
            index.put(
                List.of(
                    hole(SOURCE, 1, 0, 9, HoleState.CONFIRMED, Spans.of(0, 9)),
                    hole(LOW, 2, 0, 9, HoleState.CONFIRMED, Spans.of(0, 9)),
                    hole(SOURCE, 1, 0, 9, HoleState.CONFIRMED, Spans.of(3, 5)),
                    hole(LOW, 2, 0, 9, HoleState.WITHDRAWN, Spans.NONE))))
        .containsExactlyInAnyOrder(SOURCE, LOW);

    assertThat(index.confirmed(SOURCE).missing()).isEqualTo(Spans.of(3, 5));
    assertThat(index.filled(SOURCE)).containsExactly(new Span(0, 3), new Span(5, 9));
    assertThat(index.confirmed(LOW)).isSameAs(KnownHoles.NONE);
    assertThat(index.filled(LOW)).isEmpty();
  }

  @Test
  void twoHolesThatTouchAreTold() {
    index.put(List.of(hole(SOURCE, 2, 5, 9, HoleState.CONFIRMED, Spans.of(5, 9))));
    index.put(List.of(hole(SOURCE, 1, 0, 5, HoleState.CONFIRMED, Spans.of(0, 5))));

    assertThat(index.confirmed(SOURCE).holeAt(4)).contains("h_1");
    assertThat(index.confirmed(SOURCE).holeAt(5)).contains("h_2");
    assertThat(index.confirmed(SOURCE).holeAt(9)).isEmpty();
  }

  @Test
  void whatKnowsNoHolesStaysAsItIs() {
    KnownHoles before = index.confirmed(SOURCE);
    index.put(List.of(hole(LOW, 1, 0, 9, HoleState.CONFIRMED, Spans.of(0, 9))));

    assertThat(index.confirmed(SOURCE)).isSameAs(before);
  }

  /** Moments are numbered; each can be missing from one hole, or have been filled. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyChangesComeToTheSameAsMomentByMoment(long seed) {
    Random random = new Random(seed);
    int slots = 40;
    int length = 10;
    Map<Integer, Hole> open = new HashMap<>();
    BitSet filled = new BitSet();
    for (int batch = 0; batch < 60; batch++) {
      List<Hole> changes = new ArrayList<>();
      for (int i = random.nextInt(1, 8); i > 0; i--) {
        int slot = random.nextInt(slots);
        Hole change = change(random, slot, (long) slot * length, length);
        changes.add(change);
        open.put(slot, change);
        if (change.state() != HoleState.EXPIRED) {
          Spans.of(change.start(), change.end())
              .minus(change.remaining())
              .forEach(span -> filled.set((int) span.from(), (int) span.to()));
        }
      }
      index.put(changes);

      for (int moment = 0; moment < slots * length; moment++) {
        Optional<String> missingFrom =
            Optional.ofNullable(open.get(moment / length)).filter(overlaps(moment)).map(Hole::id);
        assertThat(index.confirmed(SOURCE).holeAt(moment)).isEqualTo(missingFrom);
        assertThat(index.confirmed(SOURCE).missing().overlaps(moment, moment + 1L))
            .isEqualTo(missingFrom.isPresent());
        assertThat(index.filled(SOURCE).overlaps(moment, moment + 1L))
            .isEqualTo(filled.get(moment));
      }
    }
  }

  private static Predicate<Hole> overlaps(long moment) {
    return hole -> hole.remaining().overlaps(moment, moment + 1);
  }

  private static Hole change(Random random, int slot, long start, int length) {
    HoleState state =
        List.of(HoleState.CONFIRMED, HoleState.CONFIRMED, HoleState.FILLED, HoleState.EXPIRED)
            .get(random.nextInt(4));
    Spans remaining = Spans.NONE;
    if (state == HoleState.CONFIRMED) {
      int from = random.nextInt(length - 1);
      remaining = Spans.of(start + from, start + random.nextInt(from + 1, length + 1));
    }
    return hole(SOURCE, slot, start, start + length, state, remaining);
  }

  private static Hole hole(
      StreamId stream, int number, long start, long end, HoleState state, Spans remaining) {
    return new Hole(
        "h_" + number,
        stream,
        start,
        end,
        remaining,
        1,
        state,
        Instant.EPOCH,
        Optional.of(Instant.EPOCH),
        state.isEnd() ? Optional.of(Instant.EPOCH) : Optional.empty(),
        Optional.of(Cause.MISSING));
  }
}
