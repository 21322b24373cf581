package io.segwatch.exporter.map;

import io.segwatch.coverage.CoverageMap;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.Timeline;
import io.segwatch.exporter.ChannelScan;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The map of each stream as it is drawn where nothing else is asked for, once per timeline. */
final class DefaultMaps {
  private record Drawn(Timeline timeline, Content image) {}

  private final Map<StreamId, Drawn> drawn = new HashMap<>();

  /** The map that goes with a scan; there is none where there is no segment. */
  Optional<Content> of(ChannelScan scan) {
    Timeline timeline = scan.timeline();
    Drawn last = drawn.get(scan.stream());
    if (last != null && last.timeline() == timeline) {
      return Optional.of(last.image());
    }
    Optional<Content> image =
        CoverageMap.defaultHours(timeline)
            .map(hours -> CoverageMap.of(timeline, hours, MapQuery.DEFAULT.pixel()))
            .map(map -> Content.of(Png.encode(map, MapQuery.DEFAULT.rows())));
    image.ifPresent(it -> drawn.put(scan.stream(), new Drawn(timeline, it)));
    return image;
  }

  /** Forgets the streams that are no longer watched. */
  void retain(Set<StreamId> watched) {
    drawn.keySet().retainAll(watched);
  }
}
