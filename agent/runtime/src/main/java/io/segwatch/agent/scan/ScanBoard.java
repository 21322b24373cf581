package io.segwatch.agent.scan;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The newest scan of every stream that is watched; for all threads. */
public final class ScanBoard {
  private final ConcurrentSkipListMap<StreamId, ChannelScan> newest = new ConcurrentSkipListMap<>();

  public void put(ChannelScan scan) {
    newest.put(scan.stream(), scan);
  }

  public void remove(StreamId stream) {
    newest.remove(stream);
  }

  public Optional<ChannelScan> latest(StreamId stream) {
    return Optional.ofNullable(newest.get(stream));
  }

  /** All of them, in order of channel and quality. */
  public Collection<ChannelScan> latest() {
    return List.copyOf(newest.values());
  }
}
