package io.segwatch.exporter.map;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.micrometer.core.instrument.Counter;
import io.segwatch.coverage.StreamId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.UUID;

/**
 * The map of one stream, or its page, as a file. Whoever reads it finds all of it, the last one or
 * the one before. Where it cannot be written, that is counted, and said once; nothing else suffers
 * from it.
 */
final class MapFile {
  /** A pattern for the files that are being written; the dot hides them from most eyes. */
  static final String UNFINISHED_FILES = ".segwatch-*.tmp";

  private static final System.Logger LOG = System.getLogger(MapFile.class.getName());

  /** What there is of a stream. */
  enum Kind {
    MAP("map", ".png"),
    PAGE("page", ".html");

    private final String word;
    private final String suffix;

    Kind(String word, String suffix) {
      this.word = word;
      this.suffix = suffix;
    }

    /** The name of a stream's file. */
    String nameOf(StreamId stream) {
      return stream.channel() + "_" + stream.quality() + "_coverage" + suffix;
    }
  }

  /** Nobody's page is longer. */
  private static final int MOST_READ = 1 << 20;

  /** A picture, and what its file looked like from outside when it was written. */
  private record Written(String etag, long size, FileTime modified) {}

  private final StreamId stream;
  private final Kind kind;
  private final Path baseDir;
  private final Path folder;
  private final Counter failures;
  private Optional<Written> written = Optional.empty();
  private boolean failing;

  MapFile(StreamId stream, Kind kind, Path baseDir, Path folder, Counter failures) {
    this.stream = stream;
    this.kind = kind;
    this.baseDir = baseDir;
    this.folder = folder;
    this.failures = failures;
  }

  StreamId stream() {
    return stream;
  }

  Counter failures() {
    return failures;
  }

  /** Writes it, unless it is what was written last and nobody has touched it since. */
  void keep(Content content) {
    try {
      Path file = path();
      if (written.isEmpty() || !written.equals(look(file, content))) {
        write(file, content);
        written = look(file, content);
      }
      if (failing) {
        LOG.log(INFO, "the {0} of {1} is written again", kind.word, stream);
      }
      failing = false;
    } catch (IOException | InvalidPathException e) {
      failures.increment();
      if (!failing) {
        LOG.log(WARNING, "the {0} of {1} cannot be written: {2}", kind.word, stream, e);
      }
      failing = true;
    }
  }

  /** What an earlier process wrote, if it can be read. */
  Optional<Content> read() {
    try (InputStream in = Files.newInputStream(path())) {
      return Optional.of(Content.of(in.readNBytes(MOST_READ)));
    } catch (IOException | InvalidPathException none) {
      return Optional.empty();
    }
  }

  /** Names are checked where they are configured; this is where a bad one would do harm. */
  private Path path() throws IOException {
    if (!isPlain(stream.channel()) || !isPlain(stream.quality())) {
      throw new IOException("its name would lead out of the folder");
    }
    return folder.resolve(kind.nameOf(stream));
  }

  private static boolean isPlain(String name) {
    return !name.startsWith(".")
        && !name.contains("..")
        && name.indexOf('/') < 0
        && name.indexOf('\0') < 0;
  }

  private static Optional<Written> look(Path file, Content content) throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
      return Optional.of(new Written(content.etag(), found.size(), found.lastModifiedTime()));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  private void write(Path file, Content content) throws IOException {
    // A base folder that is away, as an unmounted disk is, must not be there when it comes back.
    if (!Files.isDirectory(baseDir)) {
      throw new NoSuchFileException(baseDir.toString());
    }
    Files.createDirectories(folder);
    Path unfinished = folder.resolve(UNFINISHED_FILES.replace("*", UUID.randomUUID().toString()));
    try {
      Files.write(unfinished, content.bytes().getBytes(), CREATE_NEW, WRITE);
      Files.move(unfinished, file, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
