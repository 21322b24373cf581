package io.segwatch.exporter.map;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterContext;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Draws the coverage of each stream, into files as scans come in and for whoever asks for it. */
final class MapExporter implements Exporter {
  private final Optional<Path> outputDir;
  private Runnable leave = () -> {};

  /**
   * An exporter that is yet to be started.
   *
   * @param outputDir the folder for the files, below the base folder unless it is absolute
   */
  MapExporter(Optional<Path> outputDir) {
    this.outputDir = outputDir;
  }

  @Override
  public Future<?> start(ExporterContext context) {
    DefaultMaps maps = new DefaultMaps();
    Optional<MapFolder> folder =
        outputDir.map(dir -> new MapFolder(context.baseDir(), dir, context.meters()));
    folder.ifPresent(MapFolder::removeLeftovers);
    leave = () -> folder.ifPresent(it -> it.retain(Set.of()));
    context.onScan(scan -> {
      Set<StreamId> watched =
          context.latest().stream().map(ChannelScan::stream).collect(Collectors.toSet());
      maps.retain(watched);
      folder.ifPresent(it -> it.retain(watched));
      if (scan.isAvailable()) { // or the folder may be away with the storage
        folder.ifPresent(it -> it.keep(scan.stream(), maps.of(scan)));
      }
    });
    new MapPages(context::latest, context::latest, maps).mount(context.http());
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    leave.run();
    return Future.succeededFuture();
  }
}
