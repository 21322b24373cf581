package io.segwatch.agent.demo;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.SegmentType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The recording of one stream as it goes on: each segment is temporary until its slot is over. */
final class Track {
  /** Who was asleep for longer than that has missed what was to be recorded. */
  private static final long ASLEEP = 60 * Micros.PER_SECOND;

  private final DemoStream stream;
  private final RecordingFolder folder;
  private final RandomGenerator random;
  private long slot;
  private long lostFrom = Long.MAX_VALUE;
  private long lostTo = Long.MAX_VALUE;
  private Optional<Path> temp = Optional.empty();
  private Optional<Path> last = Optional.empty();

  /** A track of which everything that ended by a moment is recorded already. */
  Track(DemoStream stream, RecordingFolder folder, RandomGenerator random, long recordedUntil) {
    this.stream = stream;
    this.folder = folder;
    this.random = random;
    this.slot = stream.slotAt(recordedUntil);
  }

  /** Does what is due by now; what cannot be written is lost, as with any recorder. */
  void advance(long now) throws IOException {
    if (now - stream.end(slot) > ASLEEP) {
      slot = stream.slotAt(now);
      temp = Optional.empty();
    }
    begin();
    while (stream.end(slot) <= now) {
      finish();
      begin();
    }
  }

  private void begin() throws IOException {
    if (temp.isEmpty() && !isLost(slot)) {
      String name = RecorderNames.temp(stream.start(slot), stream.length(), random);
      temp = Optional.of(folder.create(stream.id(), stream.start(slot), name));
    }
  }

  private void finish() throws IOException {
    Optional<Path> written = temp;
    temp = Optional.empty();
    long over = slot++;
    if (written.isPresent()) {
      last = Optional.of(folder.rename(written.get(), fullName(over)));
    }
  }

  private boolean isLost(long which) {
    return which >= lostFrom && which < lostTo;
  }

  /** Records nothing in the slots after this one; answers the first of them. */
  long lose(int slots) {
    lostFrom = slot + 1;
    lostTo = lostFrom + slots;
    return lostFrom;
  }

  /** Puts in what was lost. */
  void repair(long from, long to) throws IOException {
    for (long lost = from; lost < to; lost++) {
      folder.create(stream.id(), stream.start(lost), fullName(lost));
    }
  }

  /** Puts a tombstone on the last segment; answers whether there was one. */
  boolean deleteLast() throws IOException {
    if (last.isEmpty()) {
      return false;
    }
    String name = RecorderNames.tombstone(last.get().getFileName().toString());
    folder.createBeside(last.get(), name);
    last = Optional.empty();
    return true;
  }

  private String fullName(long which) {
    return RecorderNames.segment(stream.start(which), stream.length(), SegmentType.FULL, random);
  }
}
