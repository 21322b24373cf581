package io.segwatch.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySorterTest {
  private static final int BITS = 31;
  private static final long LATEST = Micros.PER_HOUR - 1;

  private final SplittableRandom random = new SplittableRandom(20261126);
  private final KeySorter sorter = new KeySorter(BITS);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 63, 64, 65, 1024, 1025, 5000})
  void startsAllOverTheHour(int size) {
    assertSorted(size, _ -> random.nextLong(Micros.PER_HOUR));
  }

  @Test
  void startsAtTheEndsOfTheHour() {
    assertSorted(500, i -> i % 2 == 0 ? LATEST : 0);
  }

  @Test
  void startsWithinOneBucket() {
    assertSorted(500, _ -> LATEST - random.nextLong(1000));
  }

  @Test
  void startsThatAreTheSame() {
    assertSorted(500, i -> i % 3 * Micros.PER_SECOND);
  }

  @Test
  void fewAfterMany() {
    assertSorted(5000, _ -> random.nextLong(Micros.PER_HOUR));
    assertSorted(100, _ -> random.nextLong(Micros.PER_HOUR));
  }

  private void assertSorted(int size, IntToLongFunction start) {
    int more = 7;
    long[] keys =
        IntStream.range(0, size + more).mapToLong(i -> start.applyAsLong(i) << BITS | i).toArray();
    for (int i = size; i > 1; i--) {
      int other = random.nextInt(i);
      long key = keys[i - 1];
      keys[i - 1] = keys[other];
      keys[other] = key;
    }
    long[] expected = keys.clone();
    Arrays.sort(expected, 0, size);

    sorter.sort(keys, size);

    assertThat(keys).isEqualTo(expected);
  }
}
