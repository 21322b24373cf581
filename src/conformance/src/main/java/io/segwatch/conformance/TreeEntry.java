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
    Files.createDirectories(folder(root));
    if (!isFolder()) {
      try (RandomAccessFile file = new RandomAccessFile(root.resolve(path).toFile(), "rw")) {
        file.setLength(size);
      }
    }
  }

  /** Makes it another name of a file of the same size. */
  void link(Path root, Path twin) throws IOException {
    Files.createDirectories(folder(root));
    Files.createLink(root.resolve(path), twin);
  }

  boolean isFolder() {
    return path.endsWith("/");
  }

  private Path folder(Path root) {
    return root.resolve(path.substring(0, path.lastIndexOf('/') + 1));
  }
}
