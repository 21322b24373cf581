package io.segwatch.agent.control;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The place of the control socket, {@code state-dir/control}. A lock says whose it is: the system
 * takes that away when a process ends, however it does, so that a socket without a lock is that of
 * a dead one. All of it touches the disk.
 */
final class ControlSocket {
  /** The longest path of a Unix socket, in bytes. */
  static final int LONGEST_PATH = 107;

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<?> OWNERS_FILE = PosixFilePermissions.asFileAttribute(OWNER);
  private static final FileAttribute<?> OWNERS_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path room;
  private final Path newborn;
  private final Path path;
  private final FileChannel lock;

  private ControlSocket(Path room, Path newborn, Path path, FileChannel lock) {
    this.room = room;
    this.newborn = newborn;
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes the place, and the folder with it if it is not there yet.
   *
   * @throws IOException if that cannot be, with what would be right
   */
  static ControlSocket claim(Path stateDir) throws IOException {
    Path path = stateDir.resolve("control");
    Path room = stateDir.resolve("control.new");
    Path newborn = room.resolve("s");
    int tooLong = newborn.toString().getBytes(StandardCharsets.UTF_8).length - LONGEST_PATH;
    if (tooLong > 0) {
      throw new IOException(
          "the path of state-dir is too long for it by %d bytes: %s".formatted(tooLong, stateDir));
    }
    Files.createDirectories(stateDir, OWNERS_FOLDER);
    ControlSocket socket = new ControlSocket(room, newborn, path, lock(stateDir));
    try {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isSocket(path)) {
        throw new IOException(path + " is in its way, and no socket");
      }
      socket.clear();
      Files.createDirectory(room, OWNERS_FOLDER);
    } catch (IOException e) {
      socket.lock.close();
      throw e;
    }
    return socket;
  }

  private static FileChannel lock(Path stateDir) throws IOException {
    FileChannel lock =
        FileChannel.open(
            stateDir.resolve("control.lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            OWNERS_FILE);
    try {
      if (lock.tryLock() != null) {
        return lock;
      }
    } catch (OverlappingFileLockException inThisProcess) {
      // taken, just as by another process
    }
    lock.close();
    throw new IOException(
        "another agent has the one in " + stateDir + "; give each a state-dir of its own");
  }

  private static boolean isSocket(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isOther();
  }

  /** Where to bind: in a folder that nobody else may enter, as a socket is born open to others. */
  Path newborn() {
    return newborn;
  }

  /** Closes what was bound to others, and puts it in its place, over what a dead agent left. */
  Path publish() throws IOException {
    Files.setPosixFilePermissions(newborn, OWNER);
    Files.move(newborn, path, StandardCopyOption.ATOMIC_MOVE);
    clear();
    return path;
  }

  private void clear() throws IOException {
    Files.deleteIfExists(newborn);
    Files.deleteIfExists(room);
  }

  /** Takes the socket away; answers where it was. */
  Path close() throws IOException {
    try (lock) {
      Files.deleteIfExists(path);
      clear();
    }
    return path;
  }
}
