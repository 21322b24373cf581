package io.segwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segwatch.coverage.HourListing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordsTest {
  private static final int HEADER = 19;

  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 12).order(ByteOrder.nativeOrder());

  @Test
  void readsEachNameToItsEndAndLeavesOutHiddenOnes() throws IOException {
    String longest = "x".repeat(255);
    for (String name : List.of(".", "..", "a", "1234", "12345", "0:0-1-full-é.ts", longest)) {
      record(name);
    }

    assertThat(names(buffer.position()))
        .containsExactly("a", "1234", "12345", "0:0-1-full-é.ts", longest);
  }

  @Test
  void paddingMayHoldAnything() throws IOException {
    int at = buffer.position();
    record("abc");
    buffer.put(at + HEADER + 4, (byte) 'Z');

    assertThat(names(buffer.position())).containsExactly("abc");
  }

  @Test
  void recordsThatAreNotWholeAreRefused() {
    record("one");
    int length = buffer.position();

    for (int cut = 1; cut < length; cut++) {
      int shorter = cut;
      assertThatThrownBy(() -> names(shorter)).isInstanceOf(IOException.class);
    }
    for (int size : List.of(0, 1, HEADER, length + 1, 0x7fff, 0x8000, 0xffff)) {
      buffer.putShort(16, (short) size);
      assertThatThrownBy(() -> names(length)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aNameWithoutAnEndIsRefused() {
    record("seventeen letters");
    int length = buffer.position();
    for (int at = HEADER; at < length; at++) {
      buffer.put(at, (byte) 'x');
    }

    assertThatThrownBy(() -> names(length)).isInstanceOf(IOException.class);
  }

  @Test
  void hostileBuffersEndInAnExceptionOrInNamesOfTheBuffer() {
    Random random = new Random(20_251_124);
    byte[] bytes = new byte[512];
    int refused = 0;
    for (int round = 0; round < 100_000; round++) {
      random.nextBytes(bytes);
      int length = random.nextInt(bytes.length + 1);
      // Mostly lengths that lead on, so that what follows them is tried as well.
      for (int at = 16; at + 1 < length && random.nextInt(8) > 0; ) {
        int size = random.nextInt(64);
        bytes[at] = (byte) size;
        bytes[at + 1] = 0;
        at += Math.max(1, size);
      }
      HourListing listing = new HourListing();
      try {
        Records.addNames(bytes, length, listing);
        assertThat(listing.size()).isLessThanOrEqualTo(length / (HEADER + 1));
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, 99_999);
  }

  private void record(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int size = (HEADER + bytes.length + 1 + 7) / 8 * 8;
    int at = buffer.position();
    buffer.putLong(7).putLong(8).putShort((short) size).put((byte) 4).put(bytes).put((byte) 0);
    buffer.position(at + size);
  }

  private List<String> names(int length) throws IOException {
    HourListing listing = new HourListing();
    Records.addNames(buffer.array(), length, listing);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < listing.size(); i++) {
      names.add(listing.name(i, StandardCharsets.UTF_8));
    }
    return names;
  }
}
