package io.segwatch.coverage;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * An immutable set of moments: sorted half-open intervals, none empty, none touching the next. It
 * costs 16 bytes an interval.
 */
public final class Spans implements Iterable<Span> {
  public static final Spans NONE = new Spans(new long[0]);

  /** From and to in turn, rising strictly. */
  private final long[] bounds;

  private Spans(long[] bounds) {
    this.bounds = bounds;
  }

  /** The interval {@code [from, to)}, or nothing where it is empty. */
  public static Spans of(long from, long to) {
    return from < to ? new Spans(new long[] {from, to}) : NONE;
  }

  public int size() {
    return bounds.length / 2;
  }

  public boolean isEmpty() {
    return bounds.length == 0;
  }

  public long from(int index) {
    return bounds[2 * index];
  }

  public long to(int index) {
    return bounds[2 * index + 1];
  }

  public long length(int index) {
    return to(index) - from(index);
  }

  /** The sum of all lengths, in microseconds. */
  public long total() {
    long sum = 0;
    for (int i = 0; i < size(); i++) {
      sum += length(i);
    }
    return sum;
  }

  /** The length of the longest interval, 0 without one. */
  public long longest() {
    long longest = 0;
    for (int i = 0; i < size(); i++) {
      longest = Math.max(longest, length(i));
    }
    return longest;
  }

  /** The index of the first interval that ends after a moment, or {@link #size()}. */
  public int firstEndingAfter(long moment) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (to(middle) > moment) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Whether any moment of {@code [from, to)} is in here. */
  public boolean overlaps(long from, long to) {
    int i = firstEndingAfter(from);
    return from < to && i < size() && from(i) < to;
  }

  public boolean overlaps(Spans other) {
    for (int i = 0; i < other.size(); i++) {
      if (overlaps(other.from(i), other.to(i))) {
        return true;
      }
    }
    return false;
  }

  /** What of this lies in {@code [from, to)}. */
  public Spans within(long from, long to) {
    int first = firstEndingAfter(from);
    if (first == 0 && (isEmpty() || (from(0) >= from && bounds[bounds.length - 1] <= to))) {
      return this;
    }
    Builder cut = new Builder();
    for (int i = first; i < size() && from(i) < to; i++) {
      cut.add(Math.max(from(i), from), Math.min(to(i), to));
    }
    return cut.build();
  }

  /** What lies in either. */
  public Spans plus(Spans other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    Builder union = new Builder();
    int mine = 0;
    int theirs = 0;
    while (mine < size() || theirs < other.size()) {
      boolean takeMine =
          theirs == other.size() || (mine < size() && from(mine) <= other.from(theirs));
      if (takeMine) {
        union.add(from(mine), to(mine++));
      } else {
        union.add(other.from(theirs), other.to(theirs++));
      }
    }
    return union.build();
  }

  /** What lies in this and not in the other. */
  public Spans minus(Spans other) {
    if (isEmpty() || other.isEmpty()) {
      return this;
    }
    Builder rest = new Builder();
    for (int i = 0; i < size(); i++) {
      long at = from(i);
      for (int k = other.firstEndingAfter(at); k < other.size() && other.from(k) < to(i); k++) {
        rest.add(at, other.from(k));
        at = other.to(k);
      }
      rest.add(at, to(i));
    }
    return rest.build();
  }

  /** What lies in both. */
  public Spans and(Spans other) {
    Builder both = new Builder();
    for (int i = 0; i < size(); i++) {
      for (int k = other.firstEndingAfter(from(i));
          k < other.size() && other.from(k) < to(i);
          k++) {
        both.add(Math.max(from(i), other.from(k)), Math.min(to(i), other.to(k)));
      }
    }
    return both.build();
  }

  /** The intervals longer than a length in microseconds. */
  public Spans longerThan(long length) {
    Builder longer = new Builder();
    for (int i = 0; i < size(); i++) {
      if (length(i) > length) {
        longer.add(from(i), to(i));
      }
    }
    return longer.size() == size() ? this : longer.build();
  }

  @Override
  public Iterator<Span> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < size();
      }

      @Override
      public Span next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return new Span(from(next), to(next++));
      }
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Spans spans && Arrays.equals(bounds, spans.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (Span span : this) {
      text.append(text.length() > 1 ? ", " : "").append(span.from()).append("..").append(span.to());
    }
    return text.append(']').toString();
  }

  /** Takes intervals in order of their start and joins those that overlap or touch. */
  public static final class Builder {
    private long[] bounds = NONE.bounds;
    private int used;

    public Builder() {}

    public int size() {
      return used / 2;
    }

    /**
     * Adds {@code [from, to)}; an empty interval is left out.
     *
     * @throws IllegalArgumentException if it starts before the last one does
     */
    public Builder add(long from, long to) {
      if (from >= to) {
        return this;
      }
      if (used > 0 && from < bounds[used - 2]) {
        throw new IllegalArgumentException(from + " is before " + bounds[used - 2]);
      }
      if (used > 0 && from <= bounds[used - 1]) {
        bounds[used - 1] = Math.max(bounds[used - 1], to);
        return this;
      }
      if (used == bounds.length) {
        bounds = Arrays.copyOf(bounds, Math.max(4, 2 * used));
      }
      bounds[used++] = from;
      bounds[used++] = to;
      return this;
    }

    public Builder addAll(Spans spans) {
      for (int i = 0; i < spans.size(); i++) {
        add(spans.from(i), spans.to(i));
      }
      return this;
    }

    /** Takes back everything from a moment on. */
    public Builder cut(long moment) {
      while (used > 0 && bounds[used - 2] >= moment) {
        used -= 2;
      }
      if (used > 0 && bounds[used - 1] > moment) {
        bounds[used - 1] = moment;
      }
      return this;
    }

    public Spans build() {
      return used == 0 ? NONE : new Spans(Arrays.copyOf(bounds, used));
    }
  }
}
