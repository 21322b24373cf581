package io.segwatch.agent.demo;

import io.segwatch.coverage.Micros;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writes what was recorded before the demo, one hour at a time, up to now. */
final class History {
  /**
   * What was written.
   *
   * @param until all that ended by then, in microseconds
   */
  record Written(long files, long until) {}

  private final List<DemoStream> streams;
  private final DemoFolder folder;
  private final RecordingFolder recording;
  private final Clock clock;
  private long files;

  History(List<DemoStream> streams, DemoFolder folder, RecordingFolder recording, Clock clock) {
    this.streams = streams;
    this.folder = folder;
    this.recording = recording;
    this.clock = clock;
  }

  /** Writes so much of it; answers nothing if the folder was removed meanwhile. */
  Optional<Written> write(Duration length) throws IOException {
    long now = Micros.of(clock.instant());
    long from = now - Micros.of(length);
    List<RecordingScript> scripts =
        streams.stream()
            .map(stream -> new RecordingScript(stream, from, Micros.hourOf(now)))
            .toList();
    // Writing takes its time: the last hour is the one that is the current one by then.
    for (long hour = Micros.hourOf(from); ; hour += Micros.PER_HOUR) {
      long until = Micros.of(clock.instant());
      for (RecordingScript script : scripts) {
        long ofHour = hour;
        if (!folder.whileThere(() -> write(script, ofHour, until))) {
          return Optional.empty();
        }
      }
      if (hour + Micros.PER_HOUR > until) {
        return Optional.of(new Written(files, until));
      }
    }
  }

  private void write(RecordingScript script, long hour, long until) throws IOException {
    recording.begin(script.stream().id(), script.strayDirectories());
    Optional<List<ScriptedFile>> scripted = script.hour(hour, until);
    if (scripted.isPresent()) {
      recording.write(script.stream().id(), hour, scripted.get());
      files += scripted.get().size();
    }
  }
}
