package io.segwatch.exporter.map;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.ExporterContext;
import io.segwatch.exporter.Node;
import io.segwatch.exporter.map.MapFile.Kind;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The page of each stream, with the maps of all nodes; made anew when the nodes are others. */
final class NodePages {
  /**
   * Which nodes are shown.
   *
   * @param connection where they are listed, if anywhere
   * @param nodes more of them
   */
  record Choice(Optional<String> connection, List<Node> nodes) {}

  private final String folderName;
  private final Optional<MapFolder> folder;
  private final ExporterContext context;
  private final NodeList nodes;

  /**
   * Pages that are not made yet.
   *
   * @param folderName where each node has its maps
   * @param folder where the pages are kept, if anywhere
   */
  NodePages(Choice choice, String folderName, Optional<MapFolder> folder, ExporterContext context) {
    this.folderName = folderName;
    this.folder = folder;
    this.context = context;
    this.nodes = new NodeList(choice.nodes(), context, this::keepAll);
  }

  /** Completes when the nodes are known, or when that takes time. */
  Future<?> start(Optional<String> connection) {
    return nodes.start(connection);
  }

  private void keepAll() {
    context.latest().stream().filter(ChannelScan::isAvailable).forEach(this::keep);
  }

  /** Writes the page of a stream, if it can be made, unless it is there already. */
  void keep(ChannelScan scan) {
    if (!scan.timeline().isEmpty()) { // as with the map
      folder.ifPresent(it -> it.keep(scan.stream(), Kind.PAGE, made(scan.stream())));
    }
  }

  /** The page of a stream; the one that was made last, where it cannot be made. */
  Optional<Content> of(StreamId stream) {
    return made(stream).or(() -> folder.flatMap(it -> it.read(stream, Kind.PAGE)));
  }

  private Optional<Content> made(StreamId stream) {
    return nodes.nodes().map(known -> CoveragePage.of(stream, folderName, known));
  }

  void stop() {
    nodes.stop();
  }
}
