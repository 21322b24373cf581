package io.segwatch.exporter.webhook;

import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent.Baseline;
import java.util.Map;
import java.util.Optional;

/**
 * The streams that were ever watched, and in which log they were first. A baseline of one of them
 * in another log is none: it shows that the log before was lost (alerts §2).
 */
final class KnownStreams {
  private final OutboxFile file;
  private final Map<StreamId, String> epochs;

  KnownStreams(OutboxFile file) {
    this.file = file;
    this.epochs = file.streams();
  }

  void add(StreamId stream, String logEpoch) {
    if (!logEpoch.isEmpty() && !epochs.containsKey(stream)) {
      file.addStream(stream, logEpoch);
      epochs.put(stream, logEpoch);
    }
  }

  /** Whether all that an entry calls new was watched already, under a log that is lost. */
  boolean wereLost(LogEntry entry, Baseline baseline) {
    return baseline.streams().stream()
        .allMatch(stream ->
            Optional.ofNullable(epochs.get(stream))
                .filter(epoch -> !epoch.equals(entry.position().epoch()))
                .isPresent());
  }
}
