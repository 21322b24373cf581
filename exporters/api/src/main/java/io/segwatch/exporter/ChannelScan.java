package io.segwatch.exporter;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StorageFault;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one scan of a stream found.
 *
 * @param timeline the figures: the last known ones where something could not be read
 * @param at when the scan began
 * @param took how long it took
 * @param unread hours that are there and could not be read
 * @param fault why the stream as a whole could not be read, if so
 * @param lastSuccess when the last complete scan began
 * @param stalled whether the recording stands still (coverage §7)
 * @param stallAfter how old the live edge of one that does not can be
 * @param ignoredDirectories names beside the hours that are no hour's
 * @param planned when nothing is to be recorded
 */
public record ChannelScan(
    StreamId stream,
    Timeline timeline,
    Instant at,
    Duration took,
    Spans unread,
    Optional<StorageFault> fault,
    Optional<Instant> lastSuccess,
    boolean stalled,
    Duration stallAfter,
    int ignoredDirectories,
    Spans planned) {

  /** Whether every hour was read or known unchanged. */
  public boolean isComplete() {
    return fault.isEmpty() && unread.isEmpty();
  }

  /** Whether the storage of the stream is there. */
  public boolean isAvailable() {
    return fault.isEmpty();
  }

  /**
   * What of some holes is outside of planned breaks.
   *
   * @param holes the raw or the editable ones of the timeline
   */
  public Spans unplanned(Spans holes) {
    return planned.isEmpty()
        ? holes
        : holes.minus(planned).longerThan(timeline.rules().tolerance());
  }

  /** What of the raw holes lies in planned breaks. */
  public Spans plannedHoles() {
    return timeline.holes().and(planned).longerThan(timeline.rules().tolerance());
  }
}
