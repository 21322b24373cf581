package io.segwatch.exporter.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import javax.imageio.ImageIO;

/** Reads pictures with a decoder that is not ours. */
final class Pictures {
  static final int WHITE = 0xffffffff;
  static final int BLUE = 0xff1f77b4;
  static final int ORANGE = 0xffff7f0e;

  private Pictures() {}

  static BufferedImage read(Buffer png) throws IOException {
    return read(png.getBytes());
  }

  static BufferedImage read(byte[] png) throws IOException {
    return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png)), "not a picture");
  }

  /** The colours of all pixels, line by line. */
  static int[] pixels(BufferedImage picture) {
    return picture.getRGB(
        0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
  }

  static void assertSame(BufferedImage one, BufferedImage other) {
    assertThat(one.getWidth()).isEqualTo(other.getWidth());
    assertThat(one.getHeight()).isEqualTo(other.getHeight());
    assertThat(pixels(one)).isEqualTo(pixels(other));
  }
}
