package io.segwatch.exporter.map;

import io.micrometer.core.instrument.Counter;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.testkit.FakeAgent;
import io.segwatch.exporter.testkit.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Maps in files below a base folder. */
abstract class WrittenMaps {
  /** Has the base folder in it, and nothing else. */
  @TempDir Path folder;

  Path base;
  Path maps;
  @AutoClose FakeAgent agent;

  @BeforeEach
  void makeBase() {
    agent = new FakeAgent(folder);
    base = agent.baseDir();
    maps = base.resolve("coverage-maps");
  }

  void start() {
    agent.start(new MapExporter(Optional.of(Path.of("coverage-maps")), Optional.empty()));
  }

  /** As many minutes, from the full hour on. */
  static ChannelScan scan(int minutes) {
    return new Recording().hour("2026-11-20T10", "00:00-" + 60 * minutes + "-full-aaaa.ts").scan();
  }

  /** The map of the stream that is scanned. */
  Path file() {
    return maps.resolve("desertbus_source_coverage.png");
  }

  double failures(String channel, String quality) {
    Counter counter =
        agent
            .meters()
            .get("segwatch.map.write.failures")
            .tags("channel", channel, "quality", quality)
            .counter();
    return counter.count();
  }

  static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }
}
