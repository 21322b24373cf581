package io.segwatch.exporter.web.lane;

import io.segwatch.coverage.Span;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which holes are confirmed and have not ended, and what was missing once, for each stream. */
final class HoleIndex {
  /** Older intervals of a stream are forgotten first. */
  private static final int MOST_FILLED = 50_000;

  private final Map<StreamId, KnownHoles> confirmed = new TreeMap<>();
  private final Map<StreamId, Spans> filled = new TreeMap<>();

  KnownHoles confirmed(StreamId stream) {
    return confirmed.getOrDefault(stream, KnownHoles.NONE);
  }

  Spans filled(StreamId stream) {
    return filled.getOrDefault(stream, Spans.NONE);
  }

  /** Takes in holes as they stand, in the order in which it happened; answers of which streams. */
  Set<StreamId> put(Collection<Hole> holes) {
    Map<StreamId, List<Hole>> byStream =
        holes.stream().collect(Collectors.groupingBy(Hole::stream));
    byStream.forEach((stream, ofStream) -> {
      confirmed.put(stream, confirmed(stream).with(ofStream));
      fill(stream, covered(ofStream));
    });
    return byStream.keySet();
  }

  /** What was missing once of holes and is not any more. */
  private static Spans covered(List<Hole> holes) {
    List<Span> covered = new ArrayList<>();
    for (Hole hole : holes) {
      if (hole.state() == HoleState.CONFIRMED || hole.state() == HoleState.FILLED) {
        Spans.of(hole.start(), hole.end()).minus(hole.remaining()).forEach(covered::add);
      }
    }
    covered.sort(Comparator.comparingLong(Span::from));
    Spans.Builder spans = new Spans.Builder();
    covered.forEach(span -> spans.add(span.from(), span.to()));
    return spans.build();
  }

  private void fill(StreamId stream, Spans more) {
    Spans all = filled(stream).plus(more);
    filled.put(
        stream,
        all.size() <= MOST_FILLED
            ? all
            : all.within(all.from(all.size() - MOST_FILLED), Long.MAX_VALUE));
  }
}
