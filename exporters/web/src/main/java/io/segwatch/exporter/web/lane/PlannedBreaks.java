package io.segwatch.exporter.web.lane;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is missing because it was not to be recorded, for each stream. */
final class PlannedBreaks {
  private final Map<StreamId, Spans> planned = new TreeMap<>();

  Spans of(StreamId stream) {
    return planned.getOrDefault(stream, Spans.NONE);
  }

  /** Takes in all there are; answers of which streams they changed. */
  Set<StreamId> replace(Collection<Hole> breaks) {
    Map<StreamId, Spans> now = new TreeMap<>();
    for (Hole each : breaks) {
      now.merge(each.stream(), each.remaining(), Spans::plus);
    }
    Set<StreamId> changed = new TreeSet<>(planned.keySet());
    changed.addAll(now.keySet());
    changed.removeIf(stream -> of(stream).equals(now.getOrDefault(stream, Spans.NONE)));
    planned.clear();
    planned.putAll(now);
    return changed;
  }
}
