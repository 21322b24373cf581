package io.segwatch.exporter.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncumbentMapsTest {
  @TempDir private Path base;

  @ParameterizedTest
  @CsvSource({
    "incumbent-1, db_extra, source",
    "incumbent-1, db_extra, 480p",
    "incumbent-2, desertbus, source",
    "incumbent-2, desertbus, 480p",
  })
  void areOursPixelForPixelFromFileAndFromTheWebServer(String tree, String channel, String quality)
      throws IOException {
    String file = MapFile.nameOf(new StreamId(channel, quality));
    try (FakeAgent agent = new FakeAgent(base)) {
      agent.start(new MapExporter(Optional.of(Path.of("coverage-maps"))));
      for (ChannelScan scan : Recording.scansOf("/" + tree + "/tree.txt.gz")) {
        agent.tell(scan);
      }
      BufferedImage incumbent = resource("/" + tree + "/" + file);
      byte[] ours = Files.readAllBytes(base.resolve("coverage-maps").resolve(file));

      Pictures.assertSame(Pictures.read(ours), incumbent);
      assertThat(agent.get("/maps/" + channel + "/" + quality + ".png").body().getBytes())
          .isEqualTo(ours);
      assertThat(agent.get("/coverage-maps/" + file).body().getBytes()).isEqualTo(ours);
    }
  }

  private static BufferedImage resource(String name) throws IOException {
    try (InputStream file = IncumbentMapsTest.class.getResourceAsStream(name)) {
      return ImageIO.read(Objects.requireNonNull(file));
    }
  }
}
