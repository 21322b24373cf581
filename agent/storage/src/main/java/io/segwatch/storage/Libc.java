package io.segwatch.storage;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
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

  private static final VarHandle ERRNO =
      CALL_STATE.varHandle(PathElement.groupElement("errno")).withInvokeExactBehavior();
  private static final int READ_DIRECTORY = directoryOnly() | 0x8_0000; // O_CLOEXEC
  private static final int MESSAGE_BYTES = 256;

  private static final MethodHandle OPENAT =
      link(
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
          Stream.of("openat"),
          Linker.Option.captureCallState("errno"),
          Linker.Option.firstVariadicArg(3));
  private static final MethodHandle CLOSE =
      link(FunctionDescriptor.of(JAVA_INT, JAVA_INT), Stream.of("close"));
  private static final MethodHandle GETDENTS64 =
      link(
          FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG),
          Stream.of("getdents64", "getdents"), // musl's only one is of 64 bits
          Linker.Option.captureCallState("errno"));
  private static final MethodHandle STATX =
      link(
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS),
          Stream.of("statx"),
          Linker.Option.captureCallState("errno"));
  private static final MethodHandle STRERROR =
      link(FunctionDescriptor.of(ADDRESS, JAVA_INT), Stream.of("strerror"));

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
  private static MethodHandle link(
      FunctionDescriptor function, Stream<String> names, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    SymbolLookup library = linker.defaultLookup();
    MemorySegment address =
        names
            .map(library::find)
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow(() -> new UnsatisfiedLinkError("no function " + function));
    return linker.downcallHandle(address, function, options);
  }

  /** Opens a directory, and nothing else, for reading; answers its descriptor. */
  static int openDirectory(int parent, MemorySegment path, MemorySegment callState) {
    try {
      int result;
      do {
        result =
            resultOf((int) OPENAT.invokeExact(callState, parent, path, READ_DIRECTORY), callState);
      } while (result == -EINTR);
      return result;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static void close(int descriptor) {
    try {
      int _ = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /**
   * Reads on in a directory; answers how many bytes of the buffer now hold records, 0 at its end.
   */
  static int readDirectory(int descriptor, MemorySegment buffer, MemorySegment callState) {
    try {
      int result;
      do {
        long read = (long) GETDENTS64.invokeExact(callState, descriptor, buffer, buffer.byteSize());
        result = resultOf((int) read, callState);
      } while (result == -EINTR);
      return result;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /** Asks about a file, following links; answers 0. */
  static int statx(
      int parent, MemorySegment path, int wanted, MemorySegment into, MemorySegment callState) {
    try {
      int result;
      do {
        result =
            resultOf((int) STATX.invokeExact(callState, parent, path, 0, wanted, into), callState);
      } while (result == -EINTR);
      return result;
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static int resultOf(int answer, MemorySegment callState) {
    return answer == -1 ? -(int) ERRNO.get(callState, 0L) : answer;
  }

  /** What an {@code errno} means, in words. */
  @SuppressWarnings("restricted") // a text of the library's own, which ends with a zero
  static String messageOf(int errno) {
    try {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
      return text.reinterpret(MESSAGE_BYTES).getString(0);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static AssertionError impossible(Throwable e) {
    return new AssertionError("a call that matches its declaration does not throw", e);
  }
}
