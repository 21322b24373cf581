package io.segwatch.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.conformance.ConformanceTree;
import io.segwatch.conformance.Tool;
import io.segwatch.exporter.testkit.FakeAgent;
import io.segwatch.exporter.testkit.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromtoolTest {
  @TempDir private Path folder;

  @Test
  void hasNothingToSayAgainstOurOwnFamilies() throws Exception {
    assertThat(checked(new PrometheusExporter(0))).isEmpty();
  }

  @Test
  void objectsToTwoOfTheIncumbentsNamesOnly() throws Exception {
    assertThat(checked(new PrometheusExporter(336)).lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("segment_count "))
        .anyMatch(line -> line.startsWith("overlap_count "));
  }

  /** What the tool says of an exporter's page, nothing where it is content. */
  private String checked(PrometheusExporter exporter) throws IOException, InterruptedException {
    Path promtool = Tool.require("promtool", "prometheus");
    try (FakeAgent agent = new FakeAgent()) {
      Recording.scansOf(ConformanceTree.named("incumbent-1").sizes()).forEach(agent::tell);
      agent.start(exporter);
      return check(promtool, agent.get("/metrics").text());
    }
  }

  private String check(Path promtool, String metrics) throws IOException, InterruptedException {
    Path input = Files.writeString(folder.resolve("metrics"), metrics);
    Process process =
        new ProcessBuilder(promtool.toString(), "check", "metrics")
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue() == 0).as(said).isEqualTo(said.isEmpty());
    return said;
  }
}
