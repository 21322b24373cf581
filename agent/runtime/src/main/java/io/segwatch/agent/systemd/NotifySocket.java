package io.segwatch.agent.systemd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;
import java.util.Set;

/**
 * Sends datagrams to a Unix socket, which Java cannot: with the C library's functions, on Linux, on
 * x86-64 and aarch64. Where that is not what is here, the first use of this class throws a {@link
 * LinkageError}.
 */
final class NotifySocket {
  /** The longest name, in bytes. */
  static final int LONGEST_NAME = 107;

  private static final short AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x8_0000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_SNDTIMEO = 20;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int EINTR = 4;
  private static final int FAMILY_BYTES = Short.BYTES;
  private static final long LONGEST_WAIT_SECONDS = 3;

  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CALL_STATE.varHandle(PathElement.groupElement("errno")).withInvokeExactBehavior();

  private static final MethodHandle SOCKET =
      link("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SETSOCKOPT =
      link(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle SENDTO =
      link(
          "sendto",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle CLOSE =
      link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private NotifySocket() {}

  @SuppressWarnings("restricted") // the access that the launcher grants
  private static MethodHandle link(String name, FunctionDescriptor function) {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!Set.of("linux amd64", "linux aarch64").contains(system.toLowerCase(Locale.ROOT))) {
      throw new UnsatisfiedLinkError("not for " + system);
    }
    Linker linker = Linker.nativeLinker();
    MemorySegment address =
        linker
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new UnsatisfiedLinkError("no function " + name));
    return linker.downcallHandle(address, function, Linker.Option.captureCallState("errno"));
  }

  /**
   * Sends one message.
   *
   * @param name a path, or an abstract name that starts with {@code @}
   * @param waits whether to wait, for three seconds at most, where the receiver does not keep up
   */
  static void send(String name, String message, boolean waits) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment callState = arena.allocate(CALL_STATE);
      MemorySegment address = addressOf(name, arena);
      byte[] bytes = message.getBytes(UTF_8);
      MemorySegment text = arena.allocateFrom(JAVA_BYTE, bytes);
      int socket = (int) SOCKET.invokeExact(callState, (int) AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      check("socket", socket, callState);
      try {
        MemorySegment wait = arena.allocateFrom(JAVA_LONG, LONGEST_WAIT_SECONDS, 0); // a timeval
        int set =
            (int)
                SETSOCKOPT.invokeExact(
                    callState, socket, SOL_SOCKET, SO_SNDTIMEO, wait, (int) wait.byteSize());
        check("setsockopt", set, callState);
        int flags = MSG_NOSIGNAL | (waits ? 0 : MSG_DONTWAIT);
        long sent;
        do {
          sent =
              (long)
                  SENDTO.invokeExact(
                      callState,
                      socket,
                      text,
                      text.byteSize(),
                      flags,
                      address,
                      (int) address.byteSize());
        } while (sent == -1 && (int) ERRNO.get(callState, 0L) == EINTR);
        check("sendto", sent, callState);
      } finally {
        int _ = (int) CLOSE.invokeExact(callState, socket);
      }
    } catch (IOException | LinkageError | IllegalCallerException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a call that matches its declaration does not throw", e);
    }
  }

  private static void check(String function, long answer, MemorySegment callState)
      throws IOException {
    if (answer == -1) {
      throw new IOException(function + ": errno " + (int) ERRNO.get(callState, 0L));
    }
  }

  /**
   * A {@code sockaddr_un}; an abstract name starts with a zero there, and does not end with one.
   */
  private static MemorySegment addressOf(String name, Arena arena) throws IOException {
    byte[] bytes = name.getBytes(UTF_8);
    if (bytes.length > LONGEST_NAME) {
      throw new IOException("its name is longer than " + LONGEST_NAME + " bytes");
    }
    boolean isAbstract = name.startsWith("@");
    MemorySegment address = arena.allocate(FAMILY_BYTES + bytes.length + (isAbstract ? 0L : 1L), 2);
    address.set(JAVA_SHORT, 0, AF_UNIX);
    MemorySegment.copy(bytes, 0, address, JAVA_BYTE, FAMILY_BYTES, bytes.length);
    if (isAbstract) {
      address.set(JAVA_BYTE, FAMILY_BYTES, (byte) 0);
    }
    return address;
  }
}
