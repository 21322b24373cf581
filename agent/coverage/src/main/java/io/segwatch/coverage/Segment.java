package io.segwatch.coverage;

/**
 * A valid media file of a stream.
 *
 * @param start when it starts, in microseconds since the epoch
 * @param duration what its name claims, 0 to 3600 s, in microseconds
 * @param name the file's name
 */
public record Segment(long start, long duration, SegmentType type, String name) {
  public long end() {
    return start + duration;
  }
}
