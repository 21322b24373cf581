package io.segwatch.coverage;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The names found in one directory, as bytes in one buffer; made once per thread and cleared for
 * each hour, so that listing a good name allocates nothing.
 */
public final class HourListing {
  /** Enough for some 90,000 segments; keeps an absurd directory from taking all memory. */
  private static final int MAX_BYTES = 8 << 20;

  /** Room for two full hours: what a directory needed beyond it is given back. */
  private static final int USUAL_BYTES = 1 << 18;

  private static final int USUAL_NAMES = 1 << 12;

  private byte[] bytes = new byte[1 << 16];
  private int[] ends = new int[1 << 10];
  private int size;

  public HourListing() {}

  public void clear() {
    size = 0;
    if (bytes.length > USUAL_BYTES || ends.length > USUAL_NAMES) {
      bytes = new byte[USUAL_BYTES];
      ends = new int[USUAL_NAMES];
    }
  }

  public int size() {
    return size;
  }

  /**
   * Adds the name {@code source[from, to)}; hidden names (leading dot) are left out (coverage §2).
   *
   * @throws HourTooLargeException if there are too many
   */
  public void add(byte[] source, int from, int to) throws HourTooLargeException {
    if (from == to || source[from] == '.') {
      return;
    }
    int at = size == 0 ? 0 : ends[size - 1];
    int end = at + to - from;
    if (end > MAX_BYTES) {
      throw new HourTooLargeException(size);
    }
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * end);
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
    }
    System.arraycopy(source, from, bytes, at, to - from);
    ends[size++] = end;
  }

  /** A name as text. */
  public String name(int index, Charset charset) {
    return new String(bytes, from(index), to(index) - from(index), charset);
  }

  byte[] bytes() {
    return bytes;
  }

  int from(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  int to(int index) {
    return ends[index];
  }

  /** The name as text, one character a byte. */
  String name(int index) {
    return name(index, StandardCharsets.ISO_8859_1);
  }

  String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Compares two names byte by byte. */
  int compare(int one, int other) {
    return Arrays.compareUnsigned(bytes, from(one), to(one), bytes, from(other), to(other));
  }
}
