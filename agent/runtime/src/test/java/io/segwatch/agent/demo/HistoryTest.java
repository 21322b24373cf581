package io.segwatch.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.HourName;
import io.segwatch.coverage.Micros;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script becomes files. */
class HistoryTest {
  private static final Duration LENGTH = Duration.ofHours(2);

  @TempDir Path parent;

  private final List<DemoStream> streams = DemoStream.ALL.subList(1, 3);
  private final TurnedClock clock = new TurnedClock("2026-11-24T04:10:00Z");

  @Test
  void writesExactlyTheFilesOfTheScript() throws IOException {
    DemoFolder folder = DemoFolder.create(parent);
    RecordingFolder recording = new RecordingFolder(folder.recording());
    long now = Micros.of(clock.instant());
    TreeMap<String, Long> scripted = new TreeMap<>();
    for (DemoStream stream : streams) {
      RecordingScript script =
          new RecordingScript(stream, now - Micros.of(LENGTH), Micros.hourOf(now));
      for (String hour : new String[] {"2026-11-24T02", "2026-11-24T03", "2026-11-24T04"}) {
        for (ScriptedFile file :
            script.hour(HourName.parse(hour).orElseThrow(), now).orElseThrow()) {
          scripted.put(stream.id() + "/" + hour + "/" + file.name(), (long) file.size());
        }
      }
    }

    History.Written written =
        new History(streams, folder, recording, clock).write(LENGTH).orElseThrow();

    assertThat(filesBelow(folder.recording())).isEqualTo(scripted);
    assertThat(written).isEqualTo(new History.Written(scripted.size(), now));
  }

  private static SortedMap<String, Long> filesBelow(Path base) throws IOException {
    TreeMap<String, Long> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(base)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(base.relativize(file).toString(), Files.size(file));
      }
    }
    return files;
  }

  @Test
  void anHourThatIsMissingHasNoDirectoryAndAnEmptyOneHas() throws IOException {
    DemoFolder folder = DemoFolder.create(parent);
    RecordingFolder recording = new RecordingFolder(folder.recording());
    Path stream = folder.recording().resolve("rhythmnow/source");

    assertThat(new History(streams, folder, recording, clock).write(Duration.ofHours(12)))
        .isPresent();

    assertThat(stream.resolve("2026-11-23T17")).doesNotExist();
    assertThat(stream.resolve("2026-11-23T16")).isEmptyDirectory();
    assertThat(stream.resolve("2026-11-24")).isEmptyDirectory();
    assertThat(stream.resolve(".2026-11-24")).isEmptyDirectory();
  }

  @Test
  void writesNothingIntoAFolderThatWasRemoved() throws IOException {
    DemoFolder folder = DemoFolder.create(parent);
    RecordingFolder recording = new RecordingFolder(folder.recording());
    folder.remove();

    assertThat(new History(streams, folder, recording, clock).write(LENGTH)).isEmpty();
    assertThat(parent).isEmptyDirectory();
  }
}
