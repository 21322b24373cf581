package io.segwatch.agent.memory;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pages of the JVM's own files, its library and its AOT cache, most of which only the start needed.
 *
 * <p>To give one back cannot lose anything. Only mappings are taken that are private, that nobody
 * may write, and of which the kernel says that no page was ever changed: whatever is read there
 * again is read from the same file, which usually still is in the page cache. Nobody waits for
 * these addresses to become writable: the JVM does that before {@code main} only, where it has to
 * move the cache, and then its pages have changed. No memory of Java's is touched, so no segment
 * can outlive its bounds.
 *
 * <p>What is read again would bring all of it back: the kernel maps up to 16 pages around the one
 * that is needed, but none beyond the mapping. So the mappings are cut into short ones: every
 * second piece is marked as not to be dumped, which pages of a file that nobody changed are not
 * anyway.
 */
final class CleanPages {
  /** What is mapped, as {@code proc(5)} describes it. */
  private static final Path SMAPS = Path.of("/proc/self/smaps");

  private static final Pattern HEAD =
      Pattern.compile("([0-9a-f]+)-([0-9a-f]+) (\\S{4}) \\S+ \\S+ \\d+ *(.*)");
  private static final Pattern CHANGED = Pattern.compile("(?:Anonymous|Swap): +[1-9]\\d* kB");
  private static final Pattern NEVER_WRITTEN = Pattern.compile("r-[-x]p");
  private static final Pattern OF_THE_JVM = Pattern.compile("/.*(?:\\.aot|/libjvm\\.so)");
  private static final int MADV_DONTNEED = 4;
  private static final int MADV_DONTDUMP = 16;

  /** How long a piece is, in bytes: these make some 6,000 of the 65,530 that a process can have. */
  private static final long PIECE = 8_192;

  /** A range of addresses. */
  record Range(long from, long to) {
    long bytes() {
      return to - from;
    }

    /** Its second piece, the fourth and so on; the first of a library has the header for dumps. */
    List<Range> everySecondPiece() {
      List<Range> pieces = new ArrayList<>();
      for (long piece = from + PIECE; piece < to; piece += 2 * PIECE) {
        pieces.add(new Range(piece, Math.min(piece + PIECE, to)));
      }
      return pieces;
    }
  }

  private final MethodHandle madvise;
  private final List<Range> ranges;

  private CleanPages(MethodHandle madvise, List<Range> ranges) {
    this.madvise = madvise;
    this.ranges = ranges;
  }

  /**
   * Finds them, and cuts their mappings; once for a process.
   *
   * @throws IOException where the kernel does not tell what is mapped
   * @throws LinkageError where the C library has no {@code madvise}
   */
  static CleanPages find() throws IOException {
    CleanPages found = new CleanPages(madvise(), ranges(Files.readAllLines(SMAPS)));
    for (Range range : found.ranges) {
      range.everySecondPiece().forEach(piece -> found.advise(piece, MADV_DONTDUMP));
    }
    return found;
  }

  /** Gives all of them back; what is needed again comes back by itself. */
  void giveBack() {
    ranges.forEach(range -> advise(range, MADV_DONTNEED));
  }

  /** An advice that is not taken costs nothing but the gain. */
  private void advise(Range range, int advice) {
    try {
      int _ =
          (int) madvise.invokeExact(MemorySegment.ofAddress(range.from()), range.bytes(), advice);
    } catch (Throwable e) {
      throw new AssertionError("a call that matches its declaration does not throw", e);
    }
  }

  /** Those that the lines of {@code smaps} tell of. */
  static List<Range> ranges(List<String> smaps) {
    List<Range> ranges = new ArrayList<>();
    boolean taken = false;
    for (String line : smaps) {
      Matcher head = HEAD.matcher(line);
      if (head.matches()) {
        taken =
            NEVER_WRITTEN.matcher(head.group(3)).matches()
                && OF_THE_JVM.matcher(head.group(4)).matches();
        if (taken) {
          ranges.add(
              new Range(
                  Long.parseUnsignedLong(head.group(1), 16),
                  Long.parseUnsignedLong(head.group(2), 16)));
        }
      } else if (taken && CHANGED.matcher(line).matches()) {
        ranges.removeLast();
        taken = false;
      }
    }
    return ranges;
  }

  @SuppressWarnings("restricted") // the access that the launcher grants
  private static MethodHandle madvise() {
    Linker linker = Linker.nativeLinker();
    MemorySegment address =
        linker
            .defaultLookup()
            .find("madvise")
            .orElseThrow(() -> new UnsatisfiedLinkError("no function madvise"));
    return linker.downcallHandle(
        address, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  }
}
