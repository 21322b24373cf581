package io.segwatch.exporter.map;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterContext;
import io.segwatch.exporter.map.MapFile.Kind;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Draws the coverage of each stream, into files as scans come in and for whoever asks for it. */
final class MapExporter implements Exporter {
  static final String DEFAULT_DIR = "coverage-maps";

  private final Optional<Path> outputDir;
  private final Optional<NodePages.Choice> choice;
  private Runnable leave = () -> {};

  /**
   * An exporter that is yet to be started.
   *
   * @param outputDir the folder for the files, below the base folder unless it is absolute
   * @param choice what is on the pages, if there are to be any
   */
  MapExporter(Optional<Path> outputDir, Optional<NodePages.Choice> choice) {
    this.outputDir = outputDir;
    this.choice = choice;
  }

  @Override
  public Future<?> start(ExporterContext context) {
    DefaultMaps maps = new DefaultMaps();
    Optional<MapFolder> folder =
        outputDir.map(dir -> new MapFolder(context.baseDir(), dir, context.meters()));
    Optional<NodePages> pages =
        choice.map(shown -> new NodePages(shown, folderName(), folder, context));
    folder.ifPresent(MapFolder::removeLeftovers);
    leave =
        () -> {
          folder.ifPresent(it -> it.retain(Set.of()));
          pages.ifPresent(NodePages::stop);
        };
    context.onScan(scan -> {
      Set<StreamId> watched =
          context.latest().stream().map(ChannelScan::stream).collect(Collectors.toSet());
      maps.retain(watched);
      folder.ifPresent(it -> it.retain(watched));
      if (scan.isAvailable()) { // or the folder may be away with the storage
        folder.ifPresent(it -> it.keep(scan.stream(), Kind.MAP, maps.of(scan)));
        pages.ifPresent(it -> it.keep(scan));
      }
    });
    new MapPages(context, maps, pages).mount(folderName());
    return pages
        .<Future<?>>map(it -> it.start(choice.flatMap(NodePages.Choice::connection)))
        .orElse(Future.succeededFuture());
  }

  /** Where the maps of a node are below {@code /segments/}; those elsewhere have no such place. */
  private String folderName() {
    return outputDir
        .filter(dir -> !dir.isAbsolute() && !dir.normalize().startsWith(".."))
        .map(dir -> dir.normalize().toString())
        .map(CoveragePage::encodedPath)
        .orElse(DEFAULT_DIR);
  }

  @Override
  public Future<?> stop() {
    leave.run();
    return Future.succeededFuture();
  }
}
