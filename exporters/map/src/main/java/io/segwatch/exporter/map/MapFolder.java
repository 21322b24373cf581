package io.segwatch.exporter.map;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.map.MapFile.Kind;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The folder that holds the map of each stream as a file. */
final class MapFolder {
  private static final System.Logger LOG = System.getLogger(MapFolder.class.getName());

  private final Path baseDir;
  private final Path folder;
  private final MeterRegistry meters;
  private final Map<Key, MapFile> files = new HashMap<>();

  private record Key(StreamId stream, Kind kind) {}

  /**
   * A folder that need not exist yet.
   *
   * @param outputDir below the base folder unless it is absolute
   */
  MapFolder(Path baseDir, Path outputDir, MeterRegistry meters) {
    this.baseDir = baseDir;
    this.folder = baseDir.resolve(outputDir);
    this.meters = meters;
  }

  /** Removes what was being written when an earlier process was killed. */
  void removeLeftovers() {
    try (DirectoryStream<Path> leftovers =
        Files.newDirectoryStream(folder, MapFile.UNFINISHED_FILES)) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    } catch (NoSuchFileException notThereYet) {
      LOG.log(INFO, "maps will be written to {0}", folder);
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(WARNING, "unfinished maps of an earlier run may stay in {0}: {1}", folder, e);
    }
  }

  /**
   * Writes the map of a stream, or its page, unless it is there already.
   *
   * @param content what is to be there; where there is none, what there is stays
   */
  void keep(StreamId stream, Kind kind, Optional<Content> content) {
    content.ifPresent(file(stream, kind)::keep);
  }

  /** What there was before this process, if it can be read. */
  Optional<Content> read(StreamId stream, Kind kind) {
    return file(stream, kind).read();
  }

  private MapFile file(StreamId stream, Kind kind) {
    return files.computeIfAbsent(new Key(stream, kind), _ -> fileOf(stream, kind));
  }

  private MapFile fileOf(StreamId stream, Kind kind) {
    Counter failures =
        Counter.builder("segwatch.map.write.failures")
            .description("Times that a map, or its page, could not be written to its file")
            .tag("channel", stream.channel())
            .tag("quality", stream.quality())
            .register(meters);
    return new MapFile(stream, kind, baseDir, folder, failures);
  }

  /** Forgets the streams that are no longer watched; their files stay. */
  void retain(Set<StreamId> watched) {
    files.values().stream()
        .filter(file -> !watched.contains(file.stream()))
        .forEach(file -> meters.remove(file.failures()));
    files.keySet().removeIf(file -> !watched.contains(file.stream()));
  }
}
