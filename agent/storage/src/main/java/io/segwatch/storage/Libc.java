package io.segwatch.storage;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The functions of the C library that read directories: glibc's and musl's, on Linux, on x86-64 and
 * aarch64. Where that is not what is here, the first use of this class throws a {@link
 * LinkageError}. What fails answers the negative {@code errno}, as the kernel itself does.
 */
final class Libc {
  /** Stands for the working directory where a directory is asked for. */
  static final int WORKING_DIRECTORY = -100;

  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int EACCES = 13;
  static final int ENOTDIR = 20;

  /** What {@link #statx} is to find out, and where it leaves it. */
  static final int STATX_MTIME = 0x40;

  static final int STATX_CTIME = 0x80;
  static final int STATX_INO = 0x100;
  static final int STATX_SIZE = 0x200;
  static final int STATX_BYTES = 256;
  static final int STX_MASK = 0;
  static final int STX_INO = 32;
  static final int STX_SIZE = 40;
  static final int STX_CTIME = 96;
  static final int STX_MTIME = 112;

  /** Where a call leaves its {@code errno}; each thread needs its own. */
  static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();

  private static final long ERRNO = CALL_STATE.byteOffset(PathElement.groupElement("errno"));
  private static final int READ_DIRECTORY = directoryOnly() | 0x8_0000; // O_CLOEXEC
  private static final int MESSAGE_BYTES = 256;

  /**
   * Calls any of them. It takes the linker 10 ms to make a handle, so there is one for all: what a
   * function is given it finds in registers of 64 bits each, and looks only at those that it takes,
   * and of an int only at its lower half. So does openat, although it is variadic: it takes no
   * floating point, and Linux passes the rest alike.
   */
  private static final MethodHandle CALL = call();

  private static final MemorySegment OPENAT = find("openat");
  private static final MemorySegment CLOSE = find("close");
  private static final MemorySegment GETDENTS64 =
      find("getdents64", "getdents"); // musl's only one is of 64 bits
  private static final MemorySegment STATX = find("statx");
  private static final MemorySegment STRERROR = find("strerror");

  private Libc() {}

  private static int directoryOnly() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    return switch (system.toLowerCase(Locale.ROOT)) {
      case "linux amd64" -> 0x1_0000;
      case "linux aarch64" -> 0x4000;
      default -> throw new UnsatisfiedLinkError("not for " + system);
    };
  }

  @SuppressWarnings("restricted") // the access that the launcher grants
  private static MethodHandle call() {
    return Linker.nativeLinker()
        .downcallHandle(
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"));
  }

  /** The first of some functions that is there. */
  private static MemorySegment find(String... names) {
    SymbolLookup library = Linker.nativeLinker().defaultLookup();
    return Stream.of(names)
        .map(library::find)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new UnsatisfiedLinkError("no function " + names[0]));
  }

  /** Throws a {@link LinkageError} where the functions are not all there. */
  static void require() {
    // They are looked for as the class is used first.
  }

  /** Opens a directory, and nothing else, for reading; answers its descriptor. */
  static int openDirectory(int parent, MemorySegment path, MemorySegment callState) {
    return call(OPENAT, callState, parent, path.address(), READ_DIRECTORY, 0, 0);
  }

  static void close(int descriptor, MemorySegment callState) {
    // Not again where it was interrupted: it is closed all the same.
    long _ = once(CLOSE, callState, descriptor, 0, 0, 0, 0);
  }

  /**
   * Reads on in a directory; answers how many bytes of the buffer now hold records, 0 at its end.
   */
  static int readDirectory(int descriptor, MemorySegment buffer, MemorySegment callState) {
    return call(GETDENTS64, callState, descriptor, buffer.address(), buffer.byteSize(), 0, 0);
  }

  /** Asks about a file, following links; answers 0. */
  static int statx(
      int parent, MemorySegment path, int wanted, MemorySegment into, MemorySegment callState) {
    return call(STATX, callState, parent, path.address(), 0, wanted, into.address());
  }

  /** What an {@code errno} means, in words. */
  @SuppressWarnings("restricted") // a text of the library's own, which ends with a zero
  static String messageOf(int errno, MemorySegment callState) {
    long text = once(STRERROR, callState, errno, 0, 0, 0, 0);
    return MemorySegment.ofAddress(text).reinterpret(MESSAGE_BYTES).getString(0);
  }

  /** Calls a function that answers an int, again where it was interrupted. */
  private static int call(
      MemorySegment function, MemorySegment callState, long a, long b, long c, long d, long e) {
    int result;
    do {
      int answer = (int) once(function, callState, a, b, c, d, e);
      result = answer == -1 ? -callState.get(JAVA_INT, ERRNO) : answer;
    } while (result == -EINTR);
    return result;
  }

  private static long once(
      MemorySegment function, MemorySegment callState, long a, long b, long c, long d, long e) {
    try {
      return (long) CALL.invokeExact(function, callState, a, b, c, d, e);
    } catch (RuntimeException
        | Error refused) { // a segment that was closed, or is another thread's
      throw refused;
    } catch (Throwable impossible) {
      throw new AssertionError("a call that matches its declaration does not throw", impossible);
    }
  }
}
