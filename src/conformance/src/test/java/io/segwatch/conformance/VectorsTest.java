package io.segwatch.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorsTest {
  @TempDir Path stream;

  @Test
  void everyCaseHasATitleOfItsOwnAndSomethingToCompare() throws IOException {
    assertThat(Vectors.cases())
        .hasSize(32)
        .allSatisfy(each -> {
          assertThat(each.files()).isNotEmpty();
          assertThat(each.expected())
              .contains("\"holes_us\"", "\"editable_holes_us\"", "\"hours\"", "\"map\"");
        })
        .extracting(Vectors.Case::title)
        .doesNotHaveDuplicates();
  }

  @Test
  void theMapIsATextForEachHour() throws IOException {
    Vectors.Case first = Vectors.cases().getFirst();

    assertThat(first.title()).isEqualTo("one segment");
    assertThat(first.expected())
        .contains(
            "\"map\":{\"first_hour\":\"2026-11-14T03\",\"pixel_s\":2,\"hours\":[\"#"
                + ".".repeat(1_799)
                + "\"]}");
  }

  @Test
  void aCaseIsPlantedInTheFolderOfAStream() throws IOException {
    Vectors.cases().getFirst().plant(stream);

    assertThat(stream.resolve("2026-11-14T03")).isDirectoryContaining("glob:**/00:00-2.0-full-*");
  }
}
