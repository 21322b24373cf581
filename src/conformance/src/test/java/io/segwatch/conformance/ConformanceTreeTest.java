package io.segwatch.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ConformanceTreeTest {
  @TempDir Path base;

  @Test
  void aPlantedTreeHasEveryFileWithItsSize() throws IOException {
    ConformanceTree tree = ConformanceTree.named("real-1");

    tree.plant(base);

    assertThat(sizes()).isEqualTo(tree.sizes()).hasSize(236);
  }

  @Test
  void emptyHoursArePlantedToo() throws IOException {
    new TreeEntry("chan/source/2026-11-14T03/", 0).plant(base);

    assertThat(base.resolve("chan/source/2026-11-14T03")).isEmptyDirectory();
  }

  @ParameterizedTest
  @FieldSource("io.segwatch.conformance.ConformanceTree#ALL")
  void everyTreeTellsItsStreamsAndWhatIsExpectedOfThem(String name) throws IOException {
    ConformanceTree tree = ConformanceTree.named(name);

    assertThat(tree.qualities()).isSubsetOf("480p", "source");
    assertThat(tree.hours()).isNotEmpty();
    for (String quality : tree.qualities()) {
      assertThat(tree.expected(quality)).contains(tree.channel(), quality, "\"map\"");
    }
  }

  @ParameterizedTest
  @FieldSource("io.segwatch.conformance.ConformanceTree#OF_THE_INCUMBENT")
  void treesOfTheIncumbentHaveItsOwnOutput(String name) throws IOException {
    ConformanceTree tree = ConformanceTree.named(name);

    assertThat(tree.metrics()).contains("segment_count{channel=\"" + tree.channel() + "\"");
    assertThat(tree.picture("source")).startsWith(0x89, 'P', 'N', 'G');
  }

  private Map<String, Long> sizes() throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(base)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sizes.put(base.relativize(file).toString(), Files.size(file));
      }
    }
    return sizes;
  }
}
