package io.segwatch.exporter.web.lane;

import io.segwatch.coverage.HourFigures;
import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Span;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.Timeline;
import io.segwatch.exporter.ChannelScan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A stream as one node has it. Immutable; all times in microseconds. */
public final class Lane {
  private final String node;
  private final ChannelScan scan;
  private final KnownHoles confirmed;
  private final Spans filled;
  private final Spans planned;
  private final boolean stale;
  private final Spans holes;
  private final Spans unknown;
  private final Spans expected;

  /**
   * A lane.
   *
   * @param confirmed the holes that are known to be ones
   * @param filled what was missing once and was filled
   * @param planned what is missing because it was not to be recorded
   * @param stale whether the scan is too old to say anything about now
   */
  Lane(
      String node,
      ChannelScan scan,
      KnownHoles confirmed,
      Spans filled,
      Spans planned,
      boolean stale) {
    this.node = node;
    this.scan = scan;
    this.confirmed = confirmed;
    this.filled = filled.minus(planned); // a hole also shrinks where a break is planned later
    this.planned = planned;
    this.stale = stale;
    Timeline timeline = scan.timeline();
    this.holes = timeline.holes().minus(planned);
    Spans notRead = touching(timeline.exempt(), scan.unread());
    this.unknown = scan.unread().plus(notRead);
    this.expected =
        timeline.isEmpty()
            ? scan.unread()
            : Spans.of(timeline.firstStart(), timeline.liveEdge())
                .minus(timeline.exempt().minus(notRead))
                .minus(planned)
                .plus(scan.unread());
  }

  /** The intervals that have a moment in common with others. */
  private static Spans touching(Spans spans, Spans others) {
    if (others.isEmpty()) {
      return Spans.NONE;
    }
    Spans.Builder touching = new Spans.Builder();
    for (Span span : spans) {
      if (others.overlaps(span.from(), span.to())) {
        touching.add(span.from(), span.to());
      }
    }
    return touching.build();
  }

  Lane with(KnownHoles nowConfirmed, Spans nowFilled, Spans nowPlanned) {
    return new Lane(node, scan, nowConfirmed, nowFilled, nowPlanned, stale);
  }

  Lane with(boolean nowStale) {
    return nowStale == stale ? this : new Lane(node, scan, confirmed, filled, planned, nowStale);
  }

  public String node() {
    return node;
  }

  public StreamId stream() {
    return scan.stream();
  }

  public Timeline timeline() {
    return scan.timeline();
  }

  /** When it was scanned. */
  public long scanned() {
    return Micros.of(scan.at());
  }

  /** How old its live edge can be while the recording goes on. */
  long stallAfter() {
    return Micros.of(scan.stallAfter());
  }

  boolean isStalled() {
    return scan.stalled();
  }

  /** Whether all of it was read, and lately. */
  public boolean isComplete() {
    return scan.isComplete() && !stale;
  }

  /** Where there is to be a recording, from its first segment to its live edge. */
  public Spans expected() {
    return expected;
  }

  /** What is missing of it, confirmed or not. */
  public Spans holes() {
    return holes;
  }

  /** From its first segment to its newest, less what is not expected, in microseconds. */
  public long recorded() {
    return timeline().span() - timeline().holes().and(planned).total();
  }

  /** The hours that could not be read, and the gaps beside those that never were. */
  Spans unknown() {
    return unknown;
  }

  /** What is known to be missing for sure. */
  Spans confirmed() {
    return confirmed.missing();
  }

  Spans filled() {
    return filled;
  }

  /** Since when nothing is known of it, if so. */
  public OptionalLong unknownFrom() {
    if (scan.fault().isPresent()) {
      return OptionalLong.of(scan.lastSuccess().map(Micros::of).orElse(scanned()));
    }
    return stale ? OptionalLong.of(scanned()) : OptionalLong.empty();
  }

  /** How the recording stands. */
  public EdgeState edge(long now) {
    if (unknownFrom().isPresent()) {
      return EdgeState.UNKNOWN;
    }
    if (scan.stalled()) {
      return EdgeState.STALLED;
    }
    boolean young = !timeline().isEmpty() && now - timeline().liveEdge() <= stallAfter();
    return young ? EdgeState.LIVE : EdgeState.IDLE;
  }

  /** How many of the holes are not confirmed. */
  public int unconfirmedHoles() {
    int unconfirmed = 0;
    for (Span hole : holes) {
      unconfirmed += confirmed.missing().overlaps(hole.from(), hole.to()) ? 0 : 1;
    }
    return unconfirmed;
  }

  /**
   * What of {@code [from, to)} is not simply full, in order of time; where two states meet, the
   * worse one has the moment. Times when nothing is expected are left out.
   */
  public List<LaneSpan> spans(long from, long to) {
    List<LaneSpan> spans = new ArrayList<>();
    Spans missing = holes.within(from, to);
    Spans sure = missing.and(confirmed.missing().within(from, to));
    Spans taken = missing;
    paint(spans, sure, LaneState.MISSING);
    paint(spans, missing.minus(sure), LaneState.UNCONFIRMED);
    taken = paint(spans, timeline().partialOnly().within(from, to), taken, LaneState.PARTIAL);
    taken = paint(spans, unknown.within(from, to), taken, LaneState.UNKNOWN);
    paint(spans, filled.within(from, to), taken, LaneState.BACKFILLED);
    spans.sort(Comparator.comparingLong(LaneSpan::from));
    return spans;
  }

  /** Paints what is not taken by worse states; answers what is taken then. */
  private Spans paint(List<LaneSpan> into, Spans what, Spans taken, LaneState state) {
    if (what.isEmpty()) {
      return taken;
    }
    paint(into, what.minus(taken), state);
    return taken.plus(what);
  }

  private void paint(List<LaneSpan> into, Spans what, LaneState state) {
    for (Span span : what) {
      Optional<String> hole =
          state == LaneState.MISSING ? confirmed.holeAt(span.from()) : Optional.empty();
      into.add(new LaneSpan(span.from(), span.to(), state, span.length(), hole));
    }
  }

  /** The figures of an hour, whether there is a directory for it or not. */
  public LaneHour hour(long hour) {
    long end = hour + Micros.PER_HOUR;
    LaneState worst = expected.overlaps(hour, end) ? LaneState.FULL : LaneState.NOT_EXPECTED;
    for (LaneSpan span : spans(hour, end)) {
      worst = worst.or(span.state());
    }
    if (unknownFrom().isPresent() && unknownFrom().getAsLong() < end) {
      worst = worst.or(LaneState.UNKNOWN);
    }
    HourFigures figures = timeline().figuresOf(summaryOf(hour));
    return new LaneHour(
        this,
        new HourFigures(
            figures.own(), figures.holes().minus(planned), figures.editableHoles().minus(planned)),
        timeline().partialOnly().within(hour, end).total(),
        worst);
  }

  private HourSummary summaryOf(long hour) {
    List<HourSummary> hours = timeline().hours();
    int low = 0;
    int high = hours.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (hours.get(middle).hour() < hour) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < hours.size() && hours.get(low).hour() == hour
        ? hours.get(low)
        : HourSummary.missing(hour);
  }
}
