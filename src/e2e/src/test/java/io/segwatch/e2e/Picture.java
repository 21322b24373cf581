package io.segwatch.e2e;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A picture as pixels in ARGB, row by row. */
final class Picture {
  static final int WHITE = 0xffffffff;
  static final int ORANGE = 0xffff7f0e;
  static final int BLUE = 0xff1f77b4;

  private final int width;
  private final int height;
  private final int[] pixels;

  private Picture(int width, int height, int[] pixels) {
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  /** Reads a whole picture; one that ends too early is an error. */
  static Picture read(byte[] png) {
    try {
      BufferedImage image =
          Optional.ofNullable(ImageIO.read(new ByteArrayInputStream(png)))
              .orElseThrow(() -> new AssertionError("no picture, " + png.length + " bytes"));
      int width = image.getWidth();
      int height = image.getHeight();
      return new Picture(width, height, image.getRGB(0, 0, width, height, null, 0, width));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int[] pixels() {
    return pixels.clone();
  }

  int at(int column, int row) {
    return pixels[row * width + column];
  }

  /** How many pixels have a colour. */
  long count(int colour) {
    return Arrays.stream(pixels).filter(pixel -> pixel == colour).count();
  }
}
