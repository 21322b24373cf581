package io.segwatch.exporter.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.Settings;
import io.segwatch.exporter.testkit.FakeAgent;
import io.segwatch.exporter.testkit.Recording;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapExporterProviderTest {
  private final ExporterProvider provider = new MapExporterProvider();

  @TempDir private Path folder;

  @Test
  void isFoundByItsName() {
    getClass().getModule().addUses(ExporterProvider.class);

    assertThat(ServiceLoader.load(ExporterProvider.class).stream().map(p -> p.get().name()))
        .contains("map");
  }

  @Test
  void writesToCoverageMapsUnlessToldOtherwise() {
    run(Map.of());

    assertThat(folder.resolve("segments").resolve("coverage-maps/desertbus_source_coverage.png"))
        .exists();
  }

  @Test
  void writesToTheFolderItIsTold() {
    run(Map.of("output-dir", "pictures"));

    assertThat(folder.resolve("segments").resolve("pictures/desertbus_source_coverage.png"))
        .exists();
  }

  @Test
  void writesNothingWhereTheFolderIsEmpty() {
    run(Map.of("output-dir", ""));

    assertThat(folder.resolve("segments")).isEmptyDirectory();
  }

  @Test
  void refusesAFolderThatCannotBe() {
    Settings settings = new Settings(Map.of("output-dir", "nul\0nul"));

    assertThat(provider.create(settings)).isNotNull();
    assertThat(settings.problems())
        .containsExactly(
            "output-dir: is to be a folder, or '' for no files: Nul character not allowed");
  }

  @Test
  void refusesAKeyThatItDoesNotKnow() {
    Settings settings = new Settings(Map.of("output-folder", "x"));

    assertThat(provider.create(settings)).isNotNull();
    assertThat(settings.problems())
        .containsExactly("output-folder: unknown key; did you mean output-dir?");
  }

  private void run(Map<String, String> values) {
    Settings settings = new Settings(values);
    try (FakeAgent agent = new FakeAgent(folder)) {
      agent.start(provider.create(settings));
      agent.tell(new Recording().hour("2026-11-20T10", "00:00-60-full-aaaa.ts").scan());
    }
    assertThat(settings.problems()).isEmpty();
  }
}
