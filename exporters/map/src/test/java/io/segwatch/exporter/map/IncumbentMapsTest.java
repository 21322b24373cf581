package io.segwatch.exporter.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.conformance.ConformanceTree;
import io.segwatch.exporter.testkit.FakeAgent;
import io.segwatch.exporter.testkit.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncumbentMapsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "incumbent-1, source",
    "incumbent-1, 480p",
    "incumbent-2, source",
    "incumbent-2, 480p",
  })
  void areOursPixelForPixelFromFileAndFromTheWebServer(String name, String quality)
      throws IOException {
    ConformanceTree tree = ConformanceTree.named(name);
    String file = tree.pictureName(quality);
    try (FakeAgent agent = new FakeAgent(folder)) {
      agent.start(new MapExporter(Optional.of(Path.of("coverage-maps")), Optional.empty()));
      Recording.scansOf(tree.sizes()).forEach(agent::tell);
      byte[] ours = Files.readAllBytes(agent.baseDir().resolve("coverage-maps").resolve(file));

      Pictures.assertSame(Pictures.read(ours), Pictures.read(tree.picture(quality)));
      assertThat(agent.get("/maps/" + tree.channel() + "/" + quality + ".png").body().getBytes())
          .isEqualTo(ours);
      assertThat(agent.get("/coverage-maps/" + file).body().getBytes()).isEqualTo(ours);
    }
  }
}
