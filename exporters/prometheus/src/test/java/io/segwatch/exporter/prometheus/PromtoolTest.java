package io.segwatch.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromtoolTest {
  @Test
  void hasNothingToSayAgainstOurOwnFamilies(@TempDir Path folder) throws Exception {
    RequiredTool.named("promtool").ofPackage("prometheus");
    try (FakeAgent agent = new FakeAgent()) {
      Recording.scansOf("/incumbent-1/tree.txt.gz").forEach(agent::tell);
      agent.start(new PrometheusExporter(0));

      assertThat(check(agent.get("/metrics").text(), folder)).isEmpty();
    }
  }

  @Test
  void objectsToTwoOfTheIncumbentsNamesOnly(@TempDir Path folder) throws Exception {
    RequiredTool.named("promtool").ofPackage("prometheus");
    try (FakeAgent agent = new FakeAgent()) {
      Recording.scansOf("/incumbent-1/tree.txt.gz").forEach(agent::tell);
      agent.start(new PrometheusExporter(336));

      assertThat(check(agent.get("/metrics").text(), folder).lines())
          .hasSize(2)
          .anyMatch(line -> line.startsWith("segment_count "))
          .anyMatch(line -> line.startsWith("overlap_count "));
    }
  }

  /** What the tool says, nothing where it is content. */
  private static String check(String metrics, Path folder)
      throws IOException, InterruptedException {
    Path input = Files.writeString(folder.resolve("metrics"), metrics);
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics")
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(promtool.exitValue() == 0).as(said).isEqualTo(said.isEmpty());
    return said;
  }
}
