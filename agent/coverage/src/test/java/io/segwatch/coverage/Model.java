package io.segwatch.coverage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules of coverage once more, from the segments of all hours at once and with no regard to
 * speed: what the stitched timeline is held against.
 */
final class Model {
  record Seg(long hour, long start, long duration, SegmentType type, String name, long size) {
    long end() {
      return start + duration;
    }
  }

  private final Rules rules;
  private final SortedMap<Long, List<Seg>> best = new TreeMap<>();

  final Spans covered;
  final Spans full;
  final Spans holes;
  final Spans editableHoles;
  final Spans exempt;
  final Spans partialOnly;
  final long belowTolerance;

  Model(Rules rules, List<Seg> segments) {
    this.rules = rules;
    SortedMap<Long, SortedMap<Long, List<Seg>>> byStart = new TreeMap<>();
    for (Seg seg : segments) {
      if (seg.duration() > 0 && seg.type() != SegmentType.TEMP) {
        byStart
            .computeIfAbsent(seg.hour(), _ -> new TreeMap<>())
            .computeIfAbsent(seg.start(), _ -> new ArrayList<>())
            .add(seg);
      }
    }
    byStart.forEach(
        (hour, starts) -> best.put(hour, starts.values().stream().map(Model::bestOf).toList()));
    List<Seg> all = best.values().stream().flatMap(List::stream).toList();
    covered = union(all);
    full = union(all.stream().filter(seg -> seg.type() == SegmentType.FULL).toList());
    partialOnly =
        union(all.stream().filter(seg -> seg.type() != SegmentType.FULL).toList()).minus(full);
    Spans.Builder rawHoles = new Spans.Builder();
    Spans.Builder away = new Spans.Builder();
    long small = 0;
    for (int i = 1; i < covered.size(); i++) {
      long from = covered.to(i - 1);
      long to = covered.from(i);
      if (to - from >= rules.offAirAfter()) {
        away.add(from, to);
      } else if (to - from > rules.tolerance()) {
        rawHoles.add(from, to);
      } else {
        small += to - from;
      }
    }
    holes = rawHoles.build();
    exempt = away.build();
    belowTolerance = small;
    editableHoles = editable();
  }

  private static Seg bestOf(List<Seg> sameStart) {
    for (SegmentType type : List.of(SegmentType.FULL, SegmentType.SUSPECT, SegmentType.PARTIAL)) {
      List<Seg> ofType = sameStart.stream().filter(seg -> seg.type() == type).toList();
      if (!ofType.isEmpty()) {
        Comparator<Seg> better =
            type == SegmentType.FULL
                ? Comparator.comparingLong(Seg::duration)
                : Comparator.comparingLong(Seg::size);
        return ofType.stream().max(better.thenComparing(Seg::name)).orElseThrow();
      }
    }
    throw new IllegalStateException("no segment");
  }

  private static Spans union(List<Seg> segments) {
    Spans.Builder union = new Spans.Builder();
    segments.stream()
        .sorted(Comparator.comparingLong(Seg::start))
        .forEach(seg -> union.add(seg.start(), seg.end()));
    return union.build();
  }

  private Spans editable() {
    Spans.Builder found = new Spans.Builder();
    long reach = Long.MIN_VALUE;
    long rawReach = Long.MIN_VALUE;
    for (List<Seg> hour : best.values()) {
      long until = Long.MIN_VALUE;
      for (Seg seg : hour) {
        boolean first = until == Long.MIN_VALUE;
        if (first && reach != Long.MIN_VALUE) {
          boolean offAir = seg.start() - rawReach >= rules.offAirAfter();
          if (!offAir && seg.start() - reach > rules.tolerance()) {
            found.add(reach, seg.start());
          }
        }
        if (!first && seg.start() < until - rules.tolerance()) {
          continue;
        }
        if (!first && seg.start() - until > rules.tolerance()) {
          long from = Math.max(until, reach);
          if (seg.start() - from > rules.tolerance()) {
            found.add(from, seg.start());
          }
        }
        until = Math.max(until, seg.end());
      }
      reach = Math.max(reach, until);
      for (Seg seg : hour) {
        rawReach = Math.max(rawReach, seg.end());
      }
    }
    return found.build();
  }
}
