package io.segwatch.agent.demo;

import io.segwatch.coverage.HourName;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.StreamId;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Makes files where recorders make them, {@code BASE/CHANNEL/QUALITY/HOUR/SEGMENT} (coverage §1).
 */
record RecordingFolder(Path base) {
  /** Makes the folder of a stream, with other directories beside its hours. */
  void begin(StreamId stream, List<String> directories) throws IOException {
    for (String directory : directories) {
      Files.createDirectories(folder(stream).resolve(directory));
    }
  }

  /** Writes an hour that is not there yet. */
  void write(StreamId stream, long hour, List<ScriptedFile> files) throws IOException {
    Path folder = Files.createDirectories(hourOf(stream, hour));
    Optional<Path> empty = Optional.empty();
    for (ScriptedFile file : files) {
      Path path = folder.resolve(file.name());
      if (file.size() > 0) {
        Files.write(path, new byte[file.size()], StandardOpenOption.CREATE_NEW);
      } else if (empty.isPresent()) {
        createLike(empty.get(), path);
      } else {
        empty = Optional.of(Files.createFile(path));
      }
    }
  }

  /** A second name for an empty file takes a disk a tenth of the time that a second file takes. */
  private static void createLike(Path empty, Path path) throws IOException {
    try {
      Files.createLink(path, empty);
    } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
      Files.createFile(path);
    }
  }

  /**
   * Makes an empty file in the hour of a moment. The hour may be a new one; its stream is not: who
   * moved it away to see what happens does not want another.
   */
  Path create(StreamId stream, long moment, String name) throws IOException {
    Path folder = hourOf(stream, moment);
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder);
    }
    return Files.createFile(folder.resolve(name));
  }

  /** Makes an empty file in the hour of another one. */
  void createBeside(Path file, String name) throws IOException {
    Files.createFile(file.resolveSibling(name));
  }

  /** Gives a file another name in the same hour. */
  Path rename(Path file, String name) throws IOException {
    return Files.move(file, file.resolveSibling(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path hourOf(StreamId stream, long moment) {
    return folder(stream).resolve(HourName.of(Micros.hourOf(moment)));
  }

  private Path folder(StreamId stream) {
    return base.resolve(stream.channel()).resolve(stream.quality());
  }
}
