package io.segwatch.exporter.web.lane;

import io.segwatch.coverage.Span;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** Where each interval begins, in order: two holes have no moment in common. */
  private final long[] from;

  /** Where it ends. */
  private final long[] to;

  /** Of which hole each interval is. */
  private final String[] ids;

  private final Spans missing;

  private KnownHoles(List<Remains> remains) {
    from = new long[remains.size()];
    to = new long[remains.size()];
    ids = new String[remains.size()];
    Spans.Builder spans = new Spans.Builder();
    for (int i = 0; i < ids.length; i++) {
      Remains each = remains.get(i);
      from[i] = each.from();
      to[i] = each.to();
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
        remains.add(new Remains(from[i], to[i], ids[i]));
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
    int end = Arrays.binarySearch(to, moment + 1);
    int at = end < 0 ? -end - 1 : end; // the first that ends after it
    return at < ids.length && from[at] <= moment ? Optional.of(ids[at]) : Optional.empty();
  }
}
