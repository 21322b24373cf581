package io.segwatch.agent.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** A tree of segments on the disk: files of given sizes, with holes for their contents. */
final class RecordedTree {
  private final Path base;
  private final Set<Path> folders = new HashSet<>();
  private final Map<Long, Path> models = new HashMap<>();

  RecordedTree(Path base) {
    this.base = base;
  }

  /** Writes the tree of one of the conformance cases. */
  RecordedTree addCase(String name) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(resource(name + "/tree.txt.gz")), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int blank = line.indexOf(' ');
        String path = line.substring(blank + 1);
        if (path.endsWith("/")) {
          Files.createDirectories(base.resolve(path));
        } else {
          add(path, Long.parseLong(line.substring(0, blank)));
        }
      }
    }
    return this;
  }

  /** Adds {@code CHANNEL/QUALITY/HOUR/NAME}. */
  RecordedTree add(String path, long size) throws IOException {
    Path file = base.resolve(path);
    Path folder = Optional.ofNullable(file.getParent()).orElseThrow();
    if (folders.add(folder)) {
      Files.createDirectories(folder);
    }
    Path model = models.get(size);
    if (model == null) {
      try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
        sparse.setLength(size);
      }
      models.put(size, file);
    } else {
      Files.createLink(file, model); // making a file takes many times as long
    }
    return this;
  }

  static InputStream resource(String name) {
    return Optional.ofNullable(RecordedTree.class.getResourceAsStream("/conformance/" + name))
        .orElseThrow(() -> new AssertionError(name));
  }

  static String text(String name) throws IOException {
    try (InputStream in = resource(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
