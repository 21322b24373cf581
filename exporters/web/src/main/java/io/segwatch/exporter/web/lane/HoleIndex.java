package io.segwatch.exporter.web.lane;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which holes are confirmed and have not ended, and what was missing once, for each stream. */
final class HoleIndex {
  /** Older intervals of a stream are forgotten first. */
  private static final int MOST_FILLED = 50_000;

  private final Map<StreamId, Map<String, Hole>> open = new TreeMap<>();
  private final Map<StreamId, Spans> filled = new TreeMap<>();
  private final Map<StreamId, Spans> planned = new TreeMap<>();

  KnownHoles confirmed(StreamId stream) {
    return KnownHoles.of(open.getOrDefault(stream, Map.of()).values());
  }

  Spans filled(StreamId stream) {
    return filled.getOrDefault(stream, Spans.NONE);
  }

  Spans planned(StreamId stream) {
    return planned.getOrDefault(stream, Spans.NONE);
  }

  /** Takes in all planned breaks; answers of which streams they changed. */
  Set<StreamId> plan(Collection<Hole> breaks) {
    Map<StreamId, Spans> now = new TreeMap<>();
    for (Hole each : breaks) {
      now.merge(each.stream(), each.remaining(), Spans::plus);
    }
    Set<StreamId> changed = new TreeSet<>(planned.keySet());
    changed.addAll(now.keySet());
    changed.removeIf(stream -> planned(stream).equals(now.getOrDefault(stream, Spans.NONE)));
    planned.clear();
    planned.putAll(now);
    return changed;
  }

  void clear() {
    open.clear();
    filled.clear();
  }

  /** Takes in a hole as it stands. */
  void put(Hole hole) {
    Map<String, Hole> ofStream = open.computeIfAbsent(hole.stream(), _ -> new LinkedHashMap<>());
    switch (hole.state()) {
      case CONFIRMED -> {
        ofStream.put(hole.id(), hole);
        fill(hole.stream(), Spans.of(hole.start(), hole.end()).minus(hole.remaining()));
      }
      case FILLED -> {
        ofStream.remove(hole.id());
        fill(hole.stream(), Spans.of(hole.start(), hole.end()));
      }
      case EXPIRED, WITHDRAWN -> ofStream.remove(hole.id());
      case SEEN -> {}
    }
  }

  private void fill(StreamId stream, Spans more) {
    Spans all = filled(stream).plus(more);
    filled.put(
        stream,
        all.size() <= MOST_FILLED
            ? all
            : all.within(all.from(all.size() - MOST_FILLED), Long.MAX_VALUE));
  }

  /** Takes in holes that were filled, many at once. */
  void putFilled(Collection<Hole> holes) {
    Map<StreamId, List<Hole>> byStream =
        holes.stream()
            .sorted(Comparator.comparingLong(Hole::start))
            .collect(Collectors.groupingBy(Hole::stream));
    byStream.forEach((stream, ofStream) -> {
      Spans.Builder spans = new Spans.Builder();
      ofStream.forEach(hole -> spans.add(hole.start(), hole.end()));
      fill(stream, spans.build());
    });
  }

  /** Takes in what happened; answers whose holes are others now, if any. */
  Optional<StreamId> take(LogEvent event) {
    if (event instanceof HoleTransition(_, Hole hole)) {
      put(hole);
      return Optional.of(hole.stream());
    }
    return Optional.empty();
  }
}
