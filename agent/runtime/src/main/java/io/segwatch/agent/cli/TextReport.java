package io.segwatch.agent.cli;

import io.segwatch.agent.logging.Printable;
import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.Span;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.Timeline;
import io.segwatch.storage.StreamScan;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A report for a person in a terminal of 80 columns. */
final class TextReport implements CheckReport {
  private static final int HOLES_SHOWN = 20;
  private static final String BOLD = "1";
  private static final String RED = "31";
  private static final String GREEN = "32";
  private static final String YELLOW = "33";

  private final PrintWriter out;
  private final boolean colour;
  private boolean first = true;

  TextReport(PrintWriter out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  @Override
  public void begin() {
    // Each stream has a block of its own.
  }

  @Override
  public void stream(StreamId stream, StreamScan scan) {
    if (!first) {
      out.println();
    }
    first = false;
    out.println(painted(BOLD, Printable.of(stream.toString())));
    Timeline timeline = scan.timeline();
    if (timeline.isEmpty()) {
      row("coverage", "no segments");
    } else {
      coverage(timeline);
    }
    names(timeline.count(), scan);
    if (!timeline.isEmpty()) {
      row("live edge", Figures.time(timeline.liveEdge()));
      holes(timeline.holes());
    }
  }

  private void coverage(Timeline timeline) {
    Spans holes = timeline.holes();
    String ratio = Figures.percent(timeline.coverageRatio(holes));
    String editable = Figures.percent(timeline.coverageRatio(timeline.editableHoles()));
    row("coverage", painted(holes.isEmpty() ? GREEN : RED, ratio) + ", editable " + editable);
    row(
        "holes",
        holes.isEmpty()
            ? "none"
            : holes.size()
                + ", "
                + Figures.length(holes.total())
                + " in all, the longest "
                + Figures.length(holes.longest()));
    long partial = timeline.partialOnly().total();
    row("partial only", partial == 0 ? "0s" : painted(YELLOW, Figures.length(partial)));
  }

  private void names(HourSummary.Counts count, StreamScan scan) {
    row(
        "segments",
        String.format(
            Locale.ROOT,
            "%,d full, %,d suspect, %,d partial, %,d temp, %,d bad",
            count.full(),
            count.suspect(),
            count.partial(),
            count.temp(),
            count.bad()));
    if (!scan.ignored().isEmpty()) {
      row("ignored", scan.ignored().size() + " beside the hours");
    }
    if (!scan.faults().isEmpty()) {
      row("unread", painted(RED, scan.faults().size() + " of its hours"));
    }
  }

  private void holes(Spans holes) {
    if (holes.isEmpty()) {
      return;
    }
    List<Span> longest = longest(holes);
    out.println();
    out.printf("  %-28s %-28s %s%n", "hole from", "to", "length");
    for (Span hole : longest) {
      out.printf(
          "  %-28s %-28s %s%n",
          Figures.time(hole.from()), Figures.time(hole.to()), Figures.length(hole.length()));
    }
    if (holes.size() > longest.size()) {
      out.println("  and " + (holes.size() - longest.size()) + " more");
    }
  }

  /** The longest holes, in order of time. */
  private static List<Span> longest(Spans holes) {
    List<Span> all = new ArrayList<>(holes.size());
    holes.forEach(all::add);
    return all.stream()
        .sorted(Comparator.comparingLong(Span::length).reversed())
        .limit(HOLES_SHOWN)
        .sorted(Comparator.comparingLong(Span::from))
        .toList();
  }

  private void row(String label, String value) {
    out.printf("  %-13s %s%n", label, value);
  }

  private String painted(String colours, String text) {
    return colour ? "\u001b[" + colours + "m" + text + "\u001b[0m" : text;
  }
}
