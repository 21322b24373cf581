package io.segwatch.storage;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.HourName;
import io.segwatch.coverage.SizeLookup;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * A directory by its descriptor.
 *
 * <p>Why this cannot crash the process: the kernel is given the addresses of three segments, and
 * writes into two of them; the call itself leaves {@code errno} in a fourth, of the layout that the
 * linker declares for it. All are of one confined arena, so they live until {@link #close}, which
 * only the thread that uses them can call; every use after it throws, as each call is given the
 * fourth as a segment, whose life and thread the linker checks. The kernel writes at most {@code
 * buffer.byteSize()} bytes of records, and {@code STATX_BYTES} of a {@code struct statx}. Paths are
 * copied in with their ending zero, and bounds checked, before each call. Nothing that the kernel
 * wrote is followed as a pointer; records are parsed in a copy on the heap ({@link Records}), where
 * a wrong length is an exception. A descriptor is closed once, after which there is no arena to
 * call with.
 */
final class NativeDirectory implements Directory {
  private static final int RECORD_BYTES = 1 << 16;

  /** An hour, a slash, the longest name that a file can have, and a zero. */
  private static final int PATH_BYTES = HourName.LENGTH + 1 + 255 + 1;

  private static final int TIMES_AND_INODE = Libc.STATX_MTIME | Libc.STATX_CTIME | Libc.STATX_INO;
  private static final byte[] ITSELF = {'.'};

  private final Path directory;
  private final Arena arena;
  private final int descriptor;
  private final MemorySegment callState;
  private final MemorySegment path;
  private final MemorySegment status;
  private final MemorySegment records;
  private final byte[] hourName = new byte[HourName.LENGTH];
  private final byte[] copy = new byte[RECORD_BYTES];

  @SuppressWarnings("MustBeClosedChecker") // as this directory is, by who opened it
  private NativeDirectory(Path directory, int descriptor) {
    this.directory = directory;
    this.descriptor = descriptor;
    arena = Arena.ofConfined();
    callState = arena.allocate(Libc.CALL_STATE);
    path = arena.allocate(PATH_BYTES);
    status = arena.allocate(Libc.STATX_BYTES, Long.BYTES);
    records = arena.allocate(RECORD_BYTES, Long.BYTES);
  }

  static NativeDirectory open(Path directory) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment callState = arena.allocate(Libc.CALL_STATE);
      MemorySegment path = arena.allocateFrom(directory.toString(), StandardCharsets.UTF_8);
      int descriptor = Libc.openDirectory(Libc.WORKING_DIRECTORY, path, callState);
      if (descriptor < 0) {
        throw failure(-descriptor, directory.toString(), callState);
      }
      return new NativeDirectory(directory, descriptor);
    }
  }

  @Override
  public void list(HourListing into) throws IOException {
    list(ITSELF, into);
  }

  @Override
  public void list(long hour, HourListing into) throws IOException {
    list(nameOf(hour), into);
  }

  private void list(byte[] name, HourListing into) throws IOException {
    setPath(name);
    int opened = checked(Libc.openDirectory(descriptor, path, callState), name);
    try {
      int length = checked(Libc.readDirectory(opened, records, callState), name);
      while (length > 0) {
        MemorySegment.copy(records, JAVA_BYTE, 0, copy, 0, length);
        Records.addNames(copy, length, into);
        length = checked(Libc.readDirectory(opened, records, callState), name);
      }
    } finally {
      Libc.close(opened, callState);
    }
  }

  @Override
  public DirectoryStamp stamp() throws IOException {
    return stamp(ITSELF);
  }

  @Override
  public DirectoryStamp stamp(long hour) throws IOException {
    return stamp(nameOf(hour));
  }

  private DirectoryStamp stamp(byte[] name) throws IOException {
    return readTimes(name)
        ? new DirectoryStamp(time(Libc.STX_MTIME), time(Libc.STX_CTIME), inode())
        : DirectoryStamp.NONE;
  }

  @Override
  public boolean hasStamp(long hour, DirectoryStamp stamp) throws IOException {
    return !stamp.isNone()
        && readTimes(nameOf(hour))
        && time(Libc.STX_MTIME) == stamp.modified()
        && time(Libc.STX_CTIME) == stamp.changed()
        && inode() == stamp.inode();
  }

  @Override
  public long size(long hour, String name) throws IOException {
    byte[] file = (HourName.of(hour) + '/' + name).getBytes(StandardCharsets.ISO_8859_1);
    setPath(file);
    int result = Libc.statx(descriptor, path, Libc.STATX_SIZE, status, callState);
    if (result == -Libc.ENOENT) {
      return SizeLookup.VANISHED;
    }
    checked(result, file);
    return status.get(JAVA_LONG_UNALIGNED, Libc.STX_SIZE);
  }

  @Override
  public void close() {
    Libc.close(descriptor, callState);
    arena.close();
  }

  private byte[] nameOf(long hour) {
    HourName.write(hour, hourName);
    return hourName;
  }

  private void setPath(byte[] name) {
    MemorySegment.copy(name, 0, path, JAVA_BYTE, 0, name.length);
    path.set(JAVA_BYTE, name.length, (byte) 0);
  }

  /** Asks for the times and the inode; false if the file system does not tell all of them. */
  private boolean readTimes(byte[] name) throws IOException {
    setPath(name);
    checked(Libc.statx(descriptor, path, TIMES_AND_INODE, status, callState), name);
    int told = status.get(JAVA_INT_UNALIGNED, Libc.STX_MASK);
    return (told & TIMES_AND_INODE) == TIMES_AND_INODE;
  }

  private long time(int offset) {
    return DirectoryStamp.nanosOf(
        status.get(JAVA_LONG_UNALIGNED, offset),
        status.get(JAVA_INT_UNALIGNED, offset + Long.BYTES));
  }

  private long inode() {
    return status.get(JAVA_LONG_UNALIGNED, Libc.STX_INO);
  }

  private int checked(int result, byte[] name) throws IOException {
    if (result < 0) {
      String file = directory + "/" + new String(name, StandardCharsets.UTF_8);
      throw failure(-result, file, callState);
    }
    return result;
  }

  /** The exception that the Java library has for an {@code errno}. */
  private static FileSystemException failure(int errno, String file, MemorySegment callState) {
    return switch (errno) {
      case Libc.ENOENT -> new NoSuchFileException(file);
      case Libc.ENOTDIR -> new NotDirectoryException(file);
      case Libc.EACCES -> new AccessDeniedException(file);
      default -> new FileSystemException(file, null, Libc.messageOf(errno, callState));
    };
  }
}
