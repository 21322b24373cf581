package io.segwatch.exporter.web.lane;

/** What a moment of a lane can be, best first: of two states the later one is the worse. */
public enum LaneState {
  /** Before the first segment, after the last one, off air, or in a planned break. */
  NOT_EXPECTED(7),
  FULL(0),
  /** It was missing once. */
  BACKFILLED(5),
  /** It could not be read. */
  UNKNOWN(6),
  /** Only segments that are not full cover it. */
  PARTIAL(1),
  /** Missing, and not for long enough to be sure of. */
  UNCONFIRMED(3),
  /** Missing on this node, whatever others have. */
  MISSING(8);

  private final int code;

  LaneState(int code) {
    this.code = code;
  }

  /** The number that stands for it in answers. */
  public int code() {
    return code;
  }

  /** The worse of two. */
  public LaneState or(LaneState other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
