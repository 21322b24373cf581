package io.segwatch.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/** How a file is told to have changed. */
public record FileState(String key, long size, Instant modified) {
  /** Nothing between two versions: the next look finds the new one. */
  public static Optional<FileState> of(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new FileState(
              String.valueOf(now.fileKey()), now.size(), now.lastModifiedTime().toInstant()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
