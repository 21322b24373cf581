package io.segwatch.statefile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A folder of state files that one process has for itself until it ends, however it ends.
 *
 * <p>The lock is on the file {@code lock}, which says who has it; that file stays.
 */
public final class StateFolder implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final int LONGEST_HOLDER = 4_096;

  private final Path path;
  private final FileChannel lock;

  private StateFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes a folder, and makes it (for its owner only) if it is not there.
   *
   * @param holder who takes it, in a few words for those who come too late
   * @throws StateFolderTakenException if another process has it
   * @throws IOException if it cannot be made, or not be locked
   */
  public static StateFolder take(Path path, String holder) throws IOException {
    make(path);
    FileChannel lock =
        FileChannel.open(
            path.resolve(LOCK),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            ownerOnly("rw-------"));
    boolean taken = false;
    try {
      if (!tryLock(lock)) {
        throw new StateFolderTakenException(
            "state-dir " + path + " is in use by " + read(lock) + "; each agent needs its own");
      }
      lock.truncate(0);
      lock.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
      lock.force(true);
      taken = true;
      return new StateFolder(path, lock);
    } finally {
      if (!taken) {
        lock.close();
      }
    }
  }

  private static void make(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createDirectories(path, ownerOnly("rwx------"));
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean tryLock(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false; // this very process has it
    }
  }

  private static String read(FileChannel lock) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LONGEST_HOLDER);
    lock.read(text, 0);
    String holder = StandardCharsets.UTF_8.decode(text.flip()).toString().strip();
    return holder.isEmpty() ? "another process" : holder.replaceAll("\\p{Cntrl}+", " ");
  }

  public Path path() {
    return path;
  }

  /** Gives the folder back. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
