package io.segwatch.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A stream on disk that a test records, damages and repairs. */
final class Recording {
  /** How long a segment is. */
  static final Duration SEGMENT = Duration.ofMinutes(1);

  private static final DateTimeFormatter HOUR = format("uuuu-MM-dd'T'HH");
  private static final DateTimeFormatter START = format("mm:ss.SSSSSS");
  private static final String HASH = "47DEQpj8HBSa_-TImW_5JCeuQeRkm5NMpJWZG3hSuFU";

  private final Path folder;

  Recording(Path base, String channel, String quality) {
    this.folder = base.resolve(channel).resolve(quality);
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  Path folder() {
    return folder;
  }

  Path hour(Instant moment) {
    return folder.resolve(HOUR.format(moment));
  }

  /** Where the full segment is that starts then. */
  Path segment(Instant start, Duration length) {
    return segment(start, length, "full");
  }

  Path segment(Instant start, Duration length, String type) {
    String seconds = length.toSeconds() + "." + String.format("%06d", length.toNanosPart() / 1_000);
    return hour(start)
        .resolve(START.format(start) + "-" + seconds + "-" + type + "-" + HASH + ".ts");
  }

  /** Records one full segment, however long. */
  Recording add(Instant start, Duration length) {
    return put(segment(start, length));
  }

  /** Makes a file, and its hour with it. */
  Recording put(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.createFile(file);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Records full segments from one moment to another, without a gap. */
  Recording record(Instant from, Instant to) {
    starts(from, to).forEach(start -> add(start, SEGMENT));
    return this;
  }

  /** Deletes the segments that were recorded from one moment to another. */
  Recording lose(Instant from, Instant to) {
    starts(from, to).forEach(start -> delete(segment(start, SEGMENT)));
    return this;
  }

  /** Marks a segment as deleted on purpose. */
  Recording tombstone(Instant start) {
    Path segment = segment(start, SEGMENT);
    String name = segment.getFileName().toString().replaceFirst("\\.ts$", ".tombstone");
    return put(segment.resolveSibling(name));
  }

  static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When a segment starts that has an hour and a name as made here. */
  static Instant startOf(Path segment) {
    String hour = segment.getParent().getFileName().toString();
    String start = segment.getFileName().toString().substring(0, "mm:ss.SSSSSS".length());
    return Instant.parse(hour + ":" + start + "Z");
  }

  /** When the segments start that cover a time. */
  static List<Instant> starts(Instant from, Instant to) {
    List<Instant> starts = new ArrayList<>();
    for (Instant start = from; start.isBefore(to); start = start.plus(SEGMENT)) {
      starts.add(start);
    }
    return starts;
  }
}
