package io.segwatch.coverage;

import java.util.Arrays;

/**
 * Sorts the segments of an hour by their starts. These are spread over the hour, most of them
 * evenly, so that to throw them into as many buckets leaves next to nothing to sort: a third of
 * what {@link Arrays#sort(long[])} takes with the C1 compiler alone.
 */
final class KeySorter {
  private static final int LEAST = 64;
  private static final int MOST_IN_TURN = 8;

  /** A bucket is of 2.1 s. */
  private static final int BUCKET_BITS = 21;

  private final int shift;
  private final int[] ends = new int[(int) (Micros.PER_HOUR >>> BUCKET_BITS) + 1];
  private long[] sorted = new long[1 << 10];

  /**
   * A sorter of keys that begin with a start within an hour, in microseconds.
   *
   * @param bits how many bits of a key are behind it
   */
  KeySorter(int bits) {
    shift = bits + BUCKET_BITS;
  }

  /** Sorts the first so many of some keys. */
  void sort(long[] keys, int size) {
    if (size < LEAST) {
      Arrays.sort(keys, 0, size);
      return;
    }
    distribute(keys, size);
    int from = 0;
    for (int to : ends) {
      if (to - from > MOST_IN_TURN) {
        Arrays.sort(sorted, from, to);
      } else {
        sortInTurn(from, to);
      }
      from = to;
    }
    System.arraycopy(sorted, 0, keys, 0, size);
  }

  /** Leaves the keys of each bucket before its end. */
  private void distribute(long[] keys, int size) {
    if (sorted.length < size) {
      sorted = new long[size];
    }
    Arrays.fill(ends, 0);
    for (int i = 0; i < size; i++) {
      ends[(int) (keys[i] >>> shift)]++;
    }
    int from = 0;
    for (int bucket = 0; bucket < ends.length; bucket++) {
      int count = ends[bucket];
      ends[bucket] = from;
      from += count;
    }
    for (int i = 0; i < size; i++) {
      sorted[ends[(int) (keys[i] >>> shift)]++] = keys[i];
    }
  }

  private void sortInTurn(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      long key = sorted[i];
      int at = i;
      for (; at > from && sorted[at - 1] > key; at--) {
        sorted[at] = sorted[at - 1];
      }
      sorted[at] = key;
    }
  }
}
