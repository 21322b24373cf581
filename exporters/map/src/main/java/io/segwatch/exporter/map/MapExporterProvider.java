package io.segwatch.exporter.map;

import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes the exporter of coverage maps.
 *
 * <p>Its only setting is {@code output-dir}: the folder that keeps the map of each stream as a
 * file, below the base folder unless it is absolute. Where it is empty there are no files.
 */
public final class MapExporterProvider implements ExporterProvider {
  private static final String OUTPUT_DIR = "output-dir";
  private static final String DEFAULT_DIR = "coverage-maps";

  public MapExporterProvider() {}

  @Override
  public String name() {
    return "map";
  }

  @Override
  public Exporter create(Settings settings) {
    String folder = settings.text(OUTPUT_DIR, DEFAULT_DIR);
    if (folder.isEmpty()) {
      return new MapExporter(Optional.empty());
    }
    try {
      return new MapExporter(Optional.of(Path.of(folder)));
    } catch (InvalidPathException e) {
      settings.problem(OUTPUT_DIR, "is to be a folder, or '' for no files: " + e.getReason());
      return new MapExporter(Optional.empty());
    }
  }
}
