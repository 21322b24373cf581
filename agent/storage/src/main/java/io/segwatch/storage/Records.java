package io.segwatch.storage;

import io.segwatch.coverage.HourListing;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The records of a directory as the kernel writes them, {@code struct linux_dirent64}: inode (8
 * bytes), offset (8), length of the record (2), type (1), and the name with a zero at its end, all
 * padded to a multiple of 8 bytes.
 */
final class Records {
  private static final int LENGTH = 16;
  private static final int NAME = 19;
  private static final int ALIGNMENT = 8;
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

  private Records() {}

  /**
   * Adds the names of all records.
   *
   * @param length how many bytes of the buffer are records
   * @throws IOException if they are not whole, or there are too many names
   */
  static void addNames(byte[] records, int length, HourListing into) throws IOException {
    for (int at = 0; at < length; ) {
      int room = length - at;
      int size = room > NAME ? Short.toUnsignedInt((short) SHORT.get(records, at + LENGTH)) : 0;
      if (size <= NAME || size > room) {
        throw new IOException("a directory record of " + size + " bytes where " + room + " are");
      }
      into.add(records, at + NAME, endOfName(records, at, at + size));
      at += size;
    }
  }

  /** The padding is less than eight bytes, so the zero is among the last eight. */
  private static int endOfName(byte[] records, int from, int to) throws IOException {
    for (int at = Math.max(from + NAME, to - ALIGNMENT); at < to; at++) {
      if (records[at] == 0) {
        return at;
      }
    }
    throw new IOException("a directory record whose name does not end");
  }
}
