package io.segwatch.exporter.webhook.message;

import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.RecordingChange;
import io.segwatch.coverage.life.LogEvent.StorageChange;
import java.util.List;
import java.util.Optional;

/**
 * What a notice is about, as far as it is one thing.
 *
 * @param key the same in all notices about it, of at most 40 letters, digits and {@code _}
 */
public record Subject(
    String key, Optional<Hole> hole, Optional<String> channel, Optional<String> quality) {

  public static Subject of(Notice notice, String node) {
    return switch (notice) {
      case Notice.Event(var entry) ->
          switch (entry.event()) {
            case HoleTransition transition -> of(transition.hole());
            case RecordingChange change -> of(keyOf(notice, node), change.stream());
            case StorageChange change -> {
              StoragePlace place = StoragePlace.of(change.place());
              yield new Subject(
                  keyOf(notice, node), Optional.empty(), place.channel(), place.quality());
            }
            case Baseline baseline ->
                new Subject(
                    keyOf(notice, node),
                    Optional.empty(),
                    Optional.of(baseline.channel()),
                    Optional.empty());
          };
      case Notice.Passed passed -> of(passed.end().hole());
      case Notice.Recovered recovered -> of(recovered.hole());
      case Notice.Digest _, Notice.Test _ ->
          new Subject(keyOf(notice, node), Optional.empty(), Optional.empty(), Optional.empty());
    };
  }

  public static Subject of(Hole hole) {
    return new Subject(
        hole.id(),
        Optional.of(hole),
        Optional.of(hole.stream().channel()),
        Optional.of(hole.stream().quality()));
  }

  private static Subject of(String key, StreamId stream) {
    return new Subject(
        key, Optional.empty(), Optional.of(stream.channel()), Optional.of(stream.quality()));
  }

  private static String keyOf(Notice notice, String node) {
    return "c_" + Fingerprint.of(List.of(node, notice.subject()));
  }

  /** The stream, where it is about one. */
  public Optional<StreamId> stream() {
    return channel.flatMap(name -> quality.map(each -> new StreamId(name, each)));
  }
}
