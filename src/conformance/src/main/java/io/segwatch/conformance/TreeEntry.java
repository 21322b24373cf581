package io.segwatch.conformance;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of a tree, or a folder that is to be empty.
 *
 * @param path below the folder in which the tree is planted; a folder's ends in a slash
 * @param size in bytes
 */
public record TreeEntry(String path, long size) {
  /** Makes it, with its parents; a file takes no room on the disk whatever its size. */
  public void plant(Path root) throws IOException {
    Path target = root.resolve(path);
    if (path.endsWith("/")) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(root.resolve(path.substring(0, path.lastIndexOf('/') + 1)));
    try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
      file.setLength(size);
    }
  }
}
