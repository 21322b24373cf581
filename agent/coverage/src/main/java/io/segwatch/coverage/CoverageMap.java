package io.segwatch.coverage;

import java.util.Arrays;
import java.util.Optional;

/** The coverage map as cells, one per pixel of time, in order of time (coverage §5). */
public final class CoverageMap {
  /** Some of the cell is not covered. */
  public static final byte WHITE = 0;

  /** All of the cell is covered by full segments. */
  public static final byte BLUE = 1;

  /** All of the cell is covered, some of it only by segments that are not full. */
  public static final byte ORANGE = 2;

  /** How many hours are drawn where no range is asked for: the newest ones. */
  public static final int DEFAULT_HOURS = 2_000;

  private final HourRange hours;
  private final int pixelSeconds;
  private final byte[] cells;

  private CoverageMap(HourRange hours, int pixelSeconds) {
    this.hours = hours;
    this.pixelSeconds = pixelSeconds;
    this.cells = new byte[Math.toIntExact(hours.count() * (3_600 / pixelSeconds))];
  }

  /** All hours there are to draw (coverage §5); empty where there is no segment. */
  public static Optional<HourRange> allHours(Timeline timeline) {
    if (timeline.isEmpty()) {
      return Optional.empty();
    }
    HourRange bounds = timeline.rules().bounds();
    return Optional.of(
        new HourRange(
            bounds.first() == Long.MIN_VALUE ? timeline.firstHour() : bounds.first(),
            bounds.last() == Long.MAX_VALUE ? timeline.lastHour() : bounds.last()));
  }

  /** The hours drawn where no range is asked for; empty where there is no segment. */
  public static Optional<HourRange> defaultHours(Timeline timeline) {
    return allHours(timeline).map(CoverageMap::newest);
  }

  /** The newest hours of a range, as many as are drawn where no first one is asked for. */
  public static HourRange newest(HourRange range) {
    long oldest = range.last() - (DEFAULT_HOURS - 1) * Micros.PER_HOUR;
    return new HourRange(Math.max(range.first(), oldest), range.last());
  }

  /**
   * Draws a range of hours.
   *
   * @throws IllegalArgumentException if the pixel does not divide an hour
   */
  public static CoverageMap of(Timeline timeline, HourRange hours, int pixelSeconds) {
    if (pixelSeconds < 1 || 3_600 % pixelSeconds != 0) {
      throw new IllegalArgumentException("a pixel of " + pixelSeconds + " s does not divide 3600");
    }
    CoverageMap map = new CoverageMap(hours, pixelSeconds);
    long from = hours.first();
    long to = hours.last() + Micros.PER_HOUR;
    Arrays.fill(map.cells, BLUE);
    map.paint(timeline.partialOnly().within(from, to), ORANGE);
    map.paint(timeline.uncovered(from, to), WHITE);
    return map;
  }

  /** The clock hours drawn. */
  public HourRange hours() {
    return hours;
  }

  /** The time of one cell; divides 3600. */
  public int pixelSeconds() {
    return pixelSeconds;
  }

  public int size() {
    return cells.length;
  }

  /** {@link #WHITE}, {@link #BLUE} or {@link #ORANGE}. */
  public byte cell(int index) {
    return cells[index];
  }

  /** Every cell that a span touches takes its colour. */
  private void paint(Spans spans, byte colour) {
    long pixel = pixelSeconds * Micros.PER_SECOND;
    for (int i = 0; i < spans.size(); i++) {
      int first = (int) ((spans.from(i) - hours.first()) / pixel);
      int end = (int) ((spans.to(i) - hours.first() + pixel - 1) / pixel);
      Arrays.fill(cells, first, end, colour);
    }
  }
}
