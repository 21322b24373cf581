package io.segwatch.storage;

import io.segwatch.coverage.HourAnalyzer;
import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.HourName;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Segment;
import io.segwatch.coverage.StreamId;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the segments themselves again, for those who ask about a short time. */
public final class SegmentReader {
  private final Path base;
  private final Lister lister;

  /** A reader of the streams below a base folder. */
  public SegmentReader(Path base, Lister lister) {
    this.base = base;
    this.lister = lister;
  }

  /**
   * The valid segments that overlap {@code [from, to)}, both in microseconds, in order of start.
   *
   * @throws IOException if an hour is there and cannot be read
   */
  public List<Segment> read(StreamId stream, long from, long to) throws IOException {
    Path directory = base.resolve(stream.channel()).resolve(stream.quality());
    HourListing listing = new HourListing();
    HourAnalyzer analyzer = new HourAnalyzer();
    List<Segment> found = new ArrayList<>();
    // A segment lasts an hour at most, so it starts in the hour before at the earliest.
    for (long hour = Micros.hourOf(from) - Micros.PER_HOUR; hour < to; hour += Micros.PER_HOUR) {
      listing.clear();
      try (Directory open = lister.open(directory.resolve(HourName.of(hour)))) {
        open.list(listing);
      } catch (NoSuchFileException missing) {
        continue;
      }
      for (Segment segment : analyzer.segments(hour, listing)) {
        if (segment.start() < to && segment.end() > from) {
          found.add(segment);
        }
      }
    }
    return found;
  }
}
