package io.segwatch.exporter.map;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.segwatch.coverage.CoverageMap;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a map as PNG (ISO/IEC 15948), two bits a pixel with a palette of three colours: a fraction
 * of the size, the time and the libraries that a general encoder takes.
 */
final class Png {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] SIGNATURE = HEX.parseHex("89504e470d0a1a0a");

  /**
   * In order of {@link CoverageMap#WHITE}, {@link CoverageMap#BLUE}, {@link CoverageMap#ORANGE}.
   */
  private static final byte[] PALETTE = HEX.parseHex("ffffff" + "1f77b4" + "ff7f0e");

  private static final int BITS = 2;
  private static final int PIXELS_PER_BYTE = 8 / BITS;
  private static final int COLOUR_FROM_PALETTE = 3;

  private Png() {}

  /**
   * Draws a map: time runs down a column, then on to the next column on the right. A last column
   * that is not full ends in white.
   *
   * @param rows the height of a column, 1 or more
   */
  static byte[] encode(CoverageMap map, int rows) {
    int columns = Math.ceilDiv(map.size(), rows);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream png = new DataOutputStream(bytes)) {
      png.write(SIGNATURE);
      writeChunk(png, "IHDR", header(columns, rows));
      writeChunk(png, "PLTE", PALETTE);
      writeChunk(png, "IDAT", pixels(map, columns, rows));
      writeChunk(png, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not from a buffer in memory
    }
    return bytes.toByteArray();
  }

  private static byte[] header(int width, int height) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(width);
    fields.writeInt(height);
    fields.writeByte(BITS);
    fields.writeByte(COLOUR_FROM_PALETTE);
    fields.writeByte(0); // the only compression there is
    fields.writeByte(0); // the only set of filters there is
    fields.writeByte(0); // not interlaced
    return header.toByteArray();
  }

  /** All lines from the top, each led by the number of its filter: none. */
  private static byte[] pixels(CoverageMap map, int columns, int rows) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (DeflaterOutputStream lines = new FastDeflater(compressed)) {
      byte[] line = new byte[1 + Math.ceilDiv(columns, PIXELS_PER_BYTE)];
      for (int row = 0; row < rows; row++) {
        Arrays.fill(line, (byte) 0);
        int index = row;
        for (int column = 0; index < map.size(); column++, index += rows) {
          int shift = 8 - BITS * (1 + column % PIXELS_PER_BYTE);
          line[1 + column / PIXELS_PER_BYTE] |= (byte) (map.cell(index) << shift);
        }
        lines.write(line);
      }
    }
    return compressed.toByteArray();
  }

  private static void writeChunk(DataOutputStream png, String type, byte[] content)
      throws IOException {
    byte[] name = type.getBytes(US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(content);
    png.writeInt(content.length);
    png.write(name);
    png.write(content);
    png.writeInt((int) checksum.getValue());
  }

  /**
   * A live map is drawn anew with every scan, and costs half as much so; it is no larger than 80
   * kB.
   */
  private static final class FastDeflater extends DeflaterOutputStream {
    FastDeflater(ByteArrayOutputStream out) {
      super(out);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
