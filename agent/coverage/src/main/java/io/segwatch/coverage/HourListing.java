package io.segwatch.coverage;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

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

  /** Stands behind each name, and in none. */
  private static final byte BETWEEN = '/';

  private final CRC32 crc32 = new CRC32();
  private final CRC32C crc32c = new CRC32C();

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
    int at = from(size);
    int end = at + to - from;
    if (end >= MAX_BYTES) {
      throw new HourTooLargeException(size);
    }
    if (end >= bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * end);
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
    }
    System.arraycopy(source, from, bytes, at, to - from);
    bytes[end] = BETWEEN;
    ends[size++] = end;
  }

  /**
   * What tells this listing from another, by its names and their order: two that differ are told
   * apart but for one chance in 2<sup>64</sup>. It takes a tenth of what reading the names does.
   */
  public long digest() {
    int length = from(size);
    crc32.reset();
    crc32.update(bytes, 0, length);
    crc32c.reset();
    crc32c.update(bytes, 0, length);
    return crc32.getValue() << Integer.SIZE | crc32c.getValue();
  }

  /** A name as text. */
  public String name(int index, Charset charset) {
    return new String(bytes, from(index), to(index) - from(index), charset);
  }

  byte[] bytes() {
    return bytes;
  }

  int from(int index) {
    return index == 0 ? 0 : ends[index - 1] + 1;
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
