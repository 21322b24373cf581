package io.segwatch.agent.demo;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Removes a folder and all that is in it. Links are removed, and never followed. */
final class FolderRemoval extends SimpleFileVisitor<Path> {
  private static final int ATTEMPTS = 5;

  private final Path folder;
  private final Path last;

  private FolderRemoval(Path folder, Path last) {
    this.folder = folder;
    this.last = last;
  }

  /**
   * Removes a folder.
   *
   * @param last the file in it that goes last, if it is there
   */
  static void remove(Path folder, Path last) throws IOException {
    FolderRemoval removal = new FolderRemoval(folder, last);
    for (int attempt = 1; ; attempt++) {
      try {
        Files.walkFileTree(folder, removal);
        Files.deleteIfExists(last);
        Files.deleteIfExists(folder);
        return;
      } catch (DirectoryNotEmptyException e) { // somebody has just written a file there
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (!file.equals(last)) {
      Files.deleteIfExists(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    if (e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE; // it is what we want
    }
    throw e;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
      throws IOException {
    if (e != null) {
      throw e;
    }
    if (!directory.equals(folder)) {
      Files.deleteIfExists(directory);
    }
    return FileVisitResult.CONTINUE;
  }
}
