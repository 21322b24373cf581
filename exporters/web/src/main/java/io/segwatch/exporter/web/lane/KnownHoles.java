package io.segwatch.exporter.web.lane;

import io.segwatch.coverage.Span;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The confirmed holes of a lane that have not ended, by what remains of them. Immutable, and small,
 * as there can be many thousands.
 */
final class KnownHoles {
  static final KnownHoles NONE = new KnownHoles(List.of());

  private record Remains(long from, long to, String hole) {}

  /** From and to of each interval in turn, in order: two holes have no moment in common. */
  private final long[] bounds;

  /** Of which hole each interval is. */
  private final String[] ids;

  private final Spans missing;

  private KnownHoles(List<Remains> remains) {
    bounds = new long[2 * remains.size()];
    ids = new String[remains.size()];
    Spans.Builder spans = new Spans.Builder();
    for (int i = 0; i < ids.length; i++) {
      Remains each = remains.get(i);
      bounds[2 * i] = each.from();
      bounds[2 * i + 1] = each.to();
      ids[i] = each.hole();
      spans.add(each.from(), each.to());
    }
    missing = spans.build();
  }

  /** With some holes as they are now; of one that is there more than once, the last counts. */
  KnownHoles with(Collection<Hole> changed) {
    Map<String, Hole> latest = new HashMap<>();
    changed.forEach(hole -> latest.put(hole.id(), hole));
    List<Remains> remains = new ArrayList<>(ids.length + latest.size());
    for (int i = 0; i < ids.length; i++) {
      if (!latest.containsKey(ids[i])) {
        remains.add(new Remains(bounds[2 * i], bounds[2 * i + 1], ids[i]));
      }
    }
    for (Hole hole : latest.values()) {
      if (hole.state() == HoleState.CONFIRMED) {
        for (Span span : hole.remaining()) {
          remains.add(new Remains(span.from(), span.to(), hole.id()));
        }
      }
    }
    remains.sort(Comparator.comparingLong(Remains::from));
    return remains.isEmpty() ? NONE : new KnownHoles(remains);
  }

  /** All that remains of them. */
  Spans missing() {
    return missing;
  }

  /** The id of the hole of which a moment is still missing. */
  Optional<String> holeAt(long moment) {
    int low = 0;
    int high = ids.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bounds[2 * middle + 1] > moment) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < ids.length && bounds[2 * low] <= moment ? Optional.of(ids[low]) : Optional.empty();
  }
}
