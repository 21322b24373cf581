package io.segwatch.ledger;

import io.segwatch.coverage.Span;
import io.segwatch.coverage.Spans;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Which of the intervals seen now belong to which known hole (coverage §8): one that overlaps what
 * remained of a hole is that hole; where one overlaps several, the most senior takes the others
 * over.
 *
 * <p>With many holes, nearly all are as they were: those are sorted out first.
 */
final class Families {
  /** A known hole with everything that is its own now. */
  static final class Family {
    private TrackedHole senior;
    private Spans before;
    private Spans intervals = Spans.NONE;

    private Family(TrackedHole hole) {
      senior = hole;
      before = hole.remaining();
    }

    TrackedHole senior() {
      return senior;
    }

    /** What remained of all its members. */
    Spans before() {
      return before;
    }

    /** What is seen of it now. */
    Spans intervals() {
      return intervals;
    }
  }

  private record Owned(long from, long to, int hole) {}

  private final List<TrackedHole> unchanged = new ArrayList<>();
  private final List<Family> families = new ArrayList<>();
  private final List<TrackedHole> absorbed = new ArrayList<>();
  private final List<Span> strangers = new ArrayList<>();

  /** Sorts intervals to holes. */
  Families(List<TrackedHole> holes, Spans visible) {
    List<TrackedHole> others = new ArrayList<>();
    BitSet taken = new BitSet();
    for (TrackedHole hole : holes) {
      (isIn(visible, hole.remaining(), taken) ? unchanged : others).add(hole);
    }
    Spans.Builder rest = new Spans.Builder();
    for (int i = 0; i < visible.size(); i++) {
      if (!taken.get(i)) {
        rest.add(visible.from(i), visible.to(i));
      }
    }
    sort(others, rest.build());
  }

  /** Whether each interval of a hole is seen just as it was; then they are noted as taken. */
  private static boolean isIn(Spans visible, Spans remaining, BitSet taken) {
    for (int i = 0; i < remaining.size(); i++) {
      int at = visible.firstEndingAfter(remaining.from(i));
      if (at == visible.size()
          || visible.from(at) != remaining.from(i)
          || visible.to(at) != remaining.to(i)) {
        return false;
      }
    }
    for (int i = 0; i < remaining.size(); i++) {
      taken.set(visible.firstEndingAfter(remaining.from(i)));
    }
    return true;
  }

  private void sort(List<TrackedHole> holes, Spans visible) {
    // Remains of different holes are disjoint, so one sorted list finds each interval's owners.
    List<Owned> remains = new ArrayList<>();
    int[] parent = new int[holes.size()];
    for (int i = 0; i < holes.size(); i++) {
      parent[i] = i;
      for (Span span : holes.get(i).remaining()) {
        remains.add(new Owned(span.from(), span.to(), i));
      }
    }
    remains.sort(Comparator.comparingLong(Owned::from));

    List<Owned> sorted = new ArrayList<>();
    int at = 0;
    for (Span span : visible) {
      while (at < remains.size() && remains.get(at).to() <= span.from()) {
        at++;
      }
      int owner = -1;
      for (int k = at; k < remains.size() && remains.get(k).from() < span.to(); k++) {
        int other = rootOf(parent, remains.get(k).hole());
        owner = owner < 0 ? other : join(parent, rootOf(parent, owner), other, holes);
      }
      if (owner < 0) {
        strangers.add(span);
      } else {
        sorted.add(new Owned(span.from(), span.to(), owner));
      }
    }
    gather(holes, parent, sorted);
  }

  private static int rootOf(int[] parent, int hole) {
    int root = hole;
    while (parent[root] != root) {
      root = parent[root];
    }
    return root;
  }

  private static int join(int[] parent, int one, int other, List<TrackedHole> holes) {
    if (one == other) {
      return one;
    }
    boolean oneIsSenior = TrackedHole.SENIORITY.compare(holes.get(one), holes.get(other)) <= 0;
    int senior = oneIsSenior ? one : other;
    parent[oneIsSenior ? other : one] = senior;
    return senior;
  }

  private void gather(List<TrackedHole> holes, int[] parent, List<Owned> sorted) {
    Family[] byRoot = new Family[holes.size()];
    for (int i = 0; i < holes.size(); i++) {
      if (parent[i] == i) {
        byRoot[i] = new Family(holes.get(i));
        families.add(byRoot[i]);
      }
    }
    for (int i = 0; i < holes.size(); i++) {
      if (parent[i] != i) {
        absorbed.add(holes.get(i));
        Family family = byRoot[rootOf(parent, i)];
        family.before = family.before.plus(holes.get(i).remaining());
      }
    }
    for (Owned owned : sorted) {
      Family family = byRoot[rootOf(parent, owned.hole())];
      family.intervals = family.intervals.plus(Spans.of(owned.from(), owned.to()));
    }
  }

  /** Holes of which there is just what remained of them before. */
  List<TrackedHole> unchanged() {
    return unchanged;
  }

  /** All others, but for those that were taken over; some turn out to be as they were. */
  List<Family> changed() {
    return families;
  }

  /** Holes that were taken over by a senior one. */
  List<TrackedHole> absorbed() {
    return absorbed;
  }

  /** Intervals of no known hole. */
  List<Span> strangers() {
    return strangers;
  }
}
