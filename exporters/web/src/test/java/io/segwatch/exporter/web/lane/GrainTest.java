package io.segwatch.exporter.web.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrainTest {
  private static final long SECOND = 1_000_000;

  @Test
  void spansThatFitStayAsTheyAre() {
    List<LaneSpan> spans = List.of(span(0, 2, LaneState.MISSING), span(3, 4, LaneState.MISSING));

    assertThat(grain(spans, 10, 2).isExact()).isTrue();
    assertThat(grain(spans, 10, 2).join(spans)).isEqualTo(spans);
  }

  @Test
  void spansThatAnHoursEndCutInTwoAreOne() {
    LaneSpan one = new LaneSpan(0, 5, LaneState.MISSING, 5, Optional.of("h_1"));
    LaneSpan next = new LaneSpan(5, 7, LaneState.MISSING, 2, Optional.of("h_1"));
    LaneSpan other = new LaneSpan(7, 8, LaneState.MISSING, 1, Optional.of("h_2"));

    assertThat(grain(List.of(one, next, other), 10, 9).join(List.of(one, next, other)))
        .containsExactly(new LaneSpan(0, 7, LaneState.MISSING, 7, Optional.of("h_1")), other);
  }

  @ParameterizedTest
  @CsvSource({"1.9, 2", "2, 4", "3.9, 4", "4, 8", "7.9, 8", "8, 16", "100, 128"})
  void neighboursOfOneStateAreJoinedByTheSmallestGrainThatIsEnough(double gap, long grain) {
    LaneSpan one = span(0, 1, LaneState.PARTIAL);
    LaneSpan next =
        new LaneSpan(
            SECOND + (long) (gap * SECOND),
            2 * SECOND + (long) (gap * SECOND),
            LaneState.PARTIAL,
            SECOND,
            Optional.empty());

    Grain found = grain(List.of(one, next), 1_000, 1);

    assertThat(found.width()).isEqualTo(grain * SECOND);
    assertThat(found.join(List.of(one, next)))
        .containsExactly(
            new LaneSpan(0, next.to(), LaneState.PARTIAL, 2 * SECOND, Optional.empty()));
  }

  @Test
  void whereStatesAlternateThereAreBinsWithTheWorstOfEach() {
    List<LaneSpan> spans = new ArrayList<>();
    for (int second = 0; second < 100; second++) {
      spans.add(
          span(second, second + 1, second % 2 == 0 ? LaneState.PARTIAL : LaneState.UNCONFIRMED));
    }

    Grain grain = grain(spans, 100, 10);

    assertThat(grain.width()).isEqualTo(10 * SECOND);
    assertThat(grain.join(spans))
        .containsExactly(
            new LaneSpan(0, 100 * SECOND, LaneState.UNCONFIRMED, 50 * SECOND, Optional.empty()));
  }

  /** However random the spans: no more than asked for, nothing left out, nothing better. */
  @Test
  void neverLeavesOutOrWeakens() {
    Random random = new Random(20_261_125);
    LaneState[] states = {
      LaneState.BACKFILLED,
      LaneState.UNKNOWN,
      LaneState.PARTIAL,
      LaneState.UNCONFIRMED,
      LaneState.MISSING
    };
    for (int round = 0; round < 2_000; round++) {
      long length = 1 + random.nextLong(1L << (10 + random.nextInt(32)));
      long from = random.nextLong(1L << 40) - (1L << 39);
      int most = 1 + random.nextInt(40);
      List<LaneSpan> spans = new ArrayList<>();
      long at = from + random.nextLong(length);
      int kinds = 1 + random.nextInt(states.length);
      while (at < from + length && spans.size() < 200) {
        long end = Math.min(from + length, at + 1 + random.nextLong(Math.max(1, length / 50)));
        LaneState state = states[random.nextInt(kinds)];
        spans.add(new LaneSpan(at, end, state, end - at, Optional.empty()));
        at = end + (random.nextBoolean() ? 0 : random.nextLong(Math.max(1, length / 40)));
      }

      Grain.Finder finder = new Grain.Finder(from, from + length, most);
      spans.forEach(finder::add);
      List<LaneSpan> told = finder.grain().join(spans);

      assertThat(told).as("round %s", round).hasSizeLessThanOrEqualTo(most);
      for (LaneSpan span : spans) {
        long shown = span.from();
        for (LaneSpan over : told) {
          if (over.from() <= shown
              && over.to() > shown
              && over.state().or(span.state()) == over.state()) {
            shown = over.to();
          }
        }
        assertThat(shown).as("%s in round %s", span, round).isGreaterThanOrEqualTo(span.to());
      }
      long last = Long.MIN_VALUE;
      for (LaneSpan over : told) {
        assertThat(over.from()).isGreaterThanOrEqualTo(Math.max(last, from));
        assertThat(over.to()).isGreaterThan(over.from()).isLessThanOrEqualTo(from + length);
        assertThat(over.affected()).isPositive().isLessThanOrEqualTo(over.to() - over.from());
        assertThat(spans)
            .as("%s in round %s", over, round)
            .anyMatch(span ->
                span.state() == over.state() && span.from() < over.to() && span.to() > over.from());
        last = over.to();
      }
    }
  }

  private static Grain grain(List<LaneSpan> spans, long seconds, int most) {
    Grain.Finder finder = new Grain.Finder(0, seconds * SECOND, most);
    spans.forEach(finder::add);
    return finder.grain();
  }

  private static LaneSpan span(long from, long to, LaneState state) {
    return new LaneSpan(from * SECOND, to * SECOND, state, (to - from) * SECOND, Optional.empty());
  }
}
