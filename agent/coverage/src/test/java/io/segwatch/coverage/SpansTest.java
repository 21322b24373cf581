package io.segwatch.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Spans against sets of bits, one bit a microsecond. */
class SpansTest {
  private static final int SIZE = 60;
  private final Random random = new Random(7);

  @Test
  void setOperationsAgreeWithBitSets() {
    for (int round = 0; round < 20_000; round++) {
      BitSet one = bits();
      BitSet other = bits();
      int from = random.nextInt(SIZE);
      int to = random.nextInt(SIZE);
      BitSet window = new BitSet();
      window.set(Math.min(from, to), Math.max(from, to));

      assertThat(spans(one).plus(spans(other))).isEqualTo(spans(with(one, b -> b.or(other))));
      assertThat(spans(one).minus(spans(other))).isEqualTo(spans(with(one, b -> b.andNot(other))));
      assertThat(spans(one).and(spans(other))).isEqualTo(spans(with(one, b -> b.and(other))));
      assertThat(spans(one).within(Math.min(from, to), Math.max(from, to)))
          .isEqualTo(spans(with(one, b -> b.and(window))));
      assertThat(spans(one).overlaps(spans(other))).isEqualTo(one.intersects(other));
      assertThat(spans(one).overlaps(Math.min(from, to), Math.max(from, to)))
          .isEqualTo(one.intersects(window));
      assertThat(spans(one).total()).isEqualTo(one.cardinality());
    }
  }

  @Test
  void joinsWhatTouchesAndLeavesOutWhatIsEmpty() {
    Spans spans = new Spans.Builder().add(1, 1).add(2, 4).add(4, 5).add(3, 4).add(7, 9).build();

    assertThat(spans).containsExactly(new Span(2, 5), new Span(7, 9));
    assertThat(spans.longest()).isEqualTo(3);
    assertThat(spans.longerThan(2)).containsExactly(new Span(2, 5));
  }

  @Test
  void cutTakesBackWhatComesLater() {
    Spans.Builder builder = new Spans.Builder().add(1, 3).add(5, 9).add(11, 12);

    assertThat(builder.cut(7).build()).containsExactly(new Span(1, 3), new Span(5, 7));
    assertThat(builder.cut(4).build()).containsExactly(new Span(1, 3));
    assertThat(builder.cut(1).build()).isEmpty();
  }

  @Test
  void refusesIntervalsOutOfOrder() {
    Spans.Builder builder = new Spans.Builder().add(5, 6);

    assertThatThrownBy(() -> builder.add(4, 9)).isInstanceOf(IllegalArgumentException.class);
  }

  private BitSet bits() {
    BitSet bits = new BitSet();
    for (int i = random.nextInt(6); i > 0; i--) {
      int from = random.nextInt(SIZE);
      bits.set(from, from + random.nextInt(SIZE - from));
    }
    return bits;
  }

  private static BitSet with(BitSet bits, Consumer<BitSet> change) {
    BitSet copy = (BitSet) bits.clone();
    change.accept(copy);
    return copy;
  }

  private static Spans spans(BitSet bits) {
    Spans.Builder spans = new Spans.Builder();
    for (int from = bits.nextSetBit(0); from >= 0; from = bits.nextSetBit(from + 1)) {
      int to = bits.nextClearBit(from);
      spans.add(from, to);
      from = to;
    }
    return spans.build();
  }
}
