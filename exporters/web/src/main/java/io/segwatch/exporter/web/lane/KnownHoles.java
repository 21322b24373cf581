package io.segwatch.exporter.web.lane;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.life.Hole;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The confirmed holes of a lane that have not ended, by what remains of them. Immutable. */
final class KnownHoles {
  static final KnownHoles NONE = new KnownHoles(List.of());

  private record Remains(long from, long to, String hole) {}

  /** In order of time; two holes never have a moment in common. */
  private final List<Remains> remains;

  private final Spans missing;

  private KnownHoles(List<Remains> remains) {
    this.remains = remains;
    Spans.Builder spans = new Spans.Builder();
    remains.forEach(each -> spans.add(each.from(), each.to()));
    this.missing = spans.build();
  }

  static KnownHoles of(Collection<Hole> open) {
    List<Remains> remains = new ArrayList<>();
    for (Hole hole : open) {
      hole.remaining().forEach(span -> remains.add(new Remains(span.from(), span.to(), hole.id())));
    }
    remains.sort(Comparator.comparingLong(Remains::from));
    return remains.isEmpty() ? NONE : new KnownHoles(List.copyOf(remains));
  }

  /** All that remains of them. */
  Spans missing() {
    return missing;
  }

  /** The id of the hole of which a moment is still missing. */
  Optional<String> holeAt(long moment) {
    int low = 0;
    int high = remains.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (remains.get(middle).to() > moment) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < remains.size() && remains.get(low).from() <= moment
        ? Optional.of(remains.get(low).hole())
        : Optional.empty();
  }
}
