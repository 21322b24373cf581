package io.segwatch.ledger;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StorageFault;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.Timeline;
import java.util.Optional;

/**
 * What one scan saw of a stream.
 *
 * @param fault why the stream could not be read at all: then nothing about its holes is concluded
 * @param unread hours that could not be read: nothing is concluded about intervals that touch them
 * @param stalled whether the recording stands still
 * @param planned when nothing is to be recorded: what of a hole lies in there is told to nobody
 */
public record Observation(
    StreamId stream,
    Timeline timeline,
    Optional<StorageFault> fault,
    Spans unread,
    boolean stalled,
    Spans planned) {

  boolean isComplete() {
    return fault.isEmpty() && unread.isEmpty();
  }

  /** Whether the same holes can be seen as at another look. */
  boolean showsTheSameAs(Observation other) {
    return timeline == other.timeline
        && unread.equals(other.unread)
        && planned.equals(other.planned);
  }
}
