package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segwatch.conformance.ConformanceTree;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.FieldSource;

/** Started in the incumbent's place with its own arguments, on trees that it understood. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ParameterizedClass
@FieldSource("io.segwatch.conformance.ConformanceTree#OF_THE_INCUMBENT")
class IncumbentIT {
  private ConformanceTree tree;
  private Path scratch;
  private Path base;
  private AgentProcess agent;

  @Parameter String name;

  @BeforeParameterizedClassInvocation(injectArguments = false)
  void start(@TempDir(factory = MemoryFolder.class) Path folder) throws IOException {
    tree = ConformanceTree.named(name);
    scratch = folder;
    base = scratch.resolve("segments");
    tree.plant(base);
    int port = FreePort.find();
    agent =
        Launch.in(
                scratch,
                tree.channel(),
                "--base-dir",
                base.toString(),
                "--qualities",
                "source,480p",
                "--first-hour",
                tree.hours().getFirst(),
                "--last-hour",
                tree.hours().getLast(),
                "--metrics-port",
                Integer.toString(port),
                "--check-interval",
                "2",
                "--output-dir",
                "coverage-maps",
                // As its own deployment has them; the database is not there.
                "--make-page",
                "--connection-string",
                "host=127.0.0.1 port=1 user=wub password=hunter2 dbname=wub")
            .agent();
    assertThat(agent.port()).isEqualTo(port);
    agent.awaitReady();
  }

  @AfterParameterizedClassInvocation
  void stop() {
    agent.close();
  }

  @Test
  void everySampleOfTheIncumbentIsServedWithItsValueAndThereIsNoOther() throws IOException {
    Map<Metrics.Sample, Double> expected = Metrics.parse(tree.metrics()).samples();
    Set<String> families =
        expected.keySet().stream().map(Metrics.Sample::name).collect(Collectors.toSet());

    Map<Metrics.Sample, Double> served =
        agent.metrics().samples().entrySet().stream()
            .filter(each -> families.contains(each.getKey().name()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    assertThat(families).hasSize(8);
    assertThat(served).containsOnlyKeys(expected.keySet());
    assertThat(served)
        .allSatisfy((sample, value) ->
            assertThat(value).as(sample.toString()).isCloseTo(expected.get(sample), within(1e-6)));
  }

  @Test
  void everyPixelIsAsTheIncumbentDrewItInTheFileAndOnBothPages() throws IOException {
    for (String quality : tree.qualities()) {
      Path file = base.resolve("coverage-maps").resolve(tree.pictureName(quality));
      Await.until("a map of " + quality, () -> Files.exists(file));
      byte[] written = Files.readAllBytes(file);
      HttpResponse<byte[]> old = agent.get("/coverage-maps/" + tree.pictureName(quality));
      HttpResponse<byte[]> own = agent.get("/maps/" + tree.channel() + "/" + quality + ".png");

      Picture expected = Picture.read(tree.picture(quality));
      Picture drawn = Picture.read(written);
      assertThat(drawn.width()).isEqualTo(expected.width());
      assertThat(drawn.height()).isEqualTo(expected.height());
      assertThat(drawn.pixels()).as("pixels of %s", file).isEqualTo(expected.pixels());
      assertThat(own.body()).as("%s", own.uri()).isEqualTo(written);
      assertThat(old.body()).as("%s", old.uri()).isEqualTo(written);
      assertThat(own.headers().firstValue("content-type")).contains("image/png");
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsToldOfAndItsPasswordIsNot() {
    agent.awaitLog("the nodes cannot be listed");

    assertThat(agent.text("/health/ready")).contains("the nodes cannot be listed");
    assertThat(agent.metrics().find("segwatch_map_nodes_failures_total")).isPresent();
    assertThat(agent.text("/health/ready")).doesNotContain("hunter2");
    assertThat(agent.log()).noneMatch(line -> line.contains("hunter2"));
  }

  @Test
  void aCheckOfTheSameTreeReportsWhatIsExpected() throws IOException {
    Reports.assertAsExpected(tree, base, scratch);
  }

  @Test
  void nothingIsInTheMapFolderButTheMaps() throws IOException {
    Set<String> expected = new TreeSet<>();
    tree.qualities().forEach(quality -> expected.add(tree.pictureName(quality)));
    Path maps = base.resolve("coverage-maps");

    Await.until("only the maps", () -> Listing.names(maps).equals(expected));
  }
}
