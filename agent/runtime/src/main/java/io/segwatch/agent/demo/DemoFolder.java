package io.segwatch.agent.demo;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The folder that holds all a demo writes, and goes with it. A locked file in it shows that its
 * demo is alive: the system gives the lock up however the process ends, so that the next demo can
 * tell which folders are left over.
 */
final class DemoFolder {
  private static final String PREFIX = "segwatch-demo-";
  private static final String LOCK = "lock";

  /** Something to be done in the folder. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  private final Path parent;
  private final Path path;
  private final FileChannel lock;
  private boolean removed;

  private DemoFolder(Path parent, Path path, FileChannel lock) {
    this.parent = parent;
    this.path = path;
    this.lock = lock;
  }

  /** Makes a new folder below another one, for this user only. */
  static DemoFolder create(Path parent) throws IOException {
    Path path = Files.createTempDirectory(parent, PREFIX);
    Path lockFile = path.resolve(LOCK);
    try {
      return new DemoFolder(parent, path, createLocked(lockFile));
    } catch (IOException e) {
      FolderRemoval.remove(path, lockFile);
      throw e;
    }
  }

  private static FileChannel createLocked(Path file) throws IOException {
    // Locked before it has its name: whoever finds it finds it locked.
    Path unnamed = file.resolveSibling(file.getFileName() + ".new");
    FileChannel lock =
        FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    var _ = lock.lock(); // until the channel is closed
    Files.move(unnamed, file, StandardCopyOption.ATOMIC_MOVE);
    return lock;
  }

  Path path() {
    return path;
  }

  /** Base folder of the recording. */
  Path recording() {
    return path.resolve("recording");
  }

  Path state() {
    return path.resolve("state");
  }

  Path configuration() {
    return path.resolve("segwatch.yaml");
  }

  /**
   * Removes the folders beside this one whose demo was killed.
   *
   * @param told hears of each, for people
   */
  void removeLeftOver(Consumer<String> told) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path other : found) {
        if (!other.equals(path)) {
          removeLeftOver(other, told);
        }
      }
    }
  }

  private void removeLeftOver(Path other, Consumer<String> told) {
    try {
      if (isOurs(other) && removeUnlessAlive(other)) {
        told.accept("Removed " + other + ", left over by a demo that was killed.");
      }
    } catch (IOException e) {
      told.accept("Cannot remove what a demo left over that was killed: " + e);
    }
  }

  private boolean isOurs(Path other) throws IOException {
    return Files.isDirectory(other, NOFOLLOW_LINKS)
        && Files.getOwner(other, NOFOLLOW_LINKS).equals(Files.getOwner(path));
  }

  private static boolean removeUnlessAlive(Path folder) throws IOException {
    Path lockFile = folder.resolve(LOCK);
    if (!Files.isRegularFile(lockFile, NOFOLLOW_LINKS)) {
      return false; // its demo is about to begin, or it is none of a demo's
    }
    try (FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.WRITE, NOFOLLOW_LINKS)) {
      if (tryLock(lock).isEmpty()) {
        return false;
      }
      FolderRemoval.remove(folder, lockFile);
      return true;
    }
  }

  private static Optional<FileLock> tryLock(FileChannel file) throws IOException {
    try {
      return Optional.ofNullable(file.tryLock());
    } catch (OverlappingFileLockException lockedByThisProcess) {
      return Optional.empty();
    }
  }

  /** Does something unless the folder was removed; answers whether it did. */
  synchronized boolean whileThere(Work work) throws IOException {
    if (!removed) {
      work.run();
    }
    return !removed;
  }

  /** Waits for work that is being done, then removes the folder; answers whether it was there. */
  synchronized boolean remove() throws IOException {
    if (removed) {
      return false;
    }
    removed = true;
    try (lock) {
      FolderRemoval.remove(path, path.resolve(LOCK));
    }
    return true;
  }
}
