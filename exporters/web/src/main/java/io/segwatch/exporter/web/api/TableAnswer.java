package io.segwatch.exporter.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.segwatch.coverage.HourName;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Span;
import io.segwatch.exporter.web.answer.Body;
import io.segwatch.exporter.web.answer.SafeText;
import io.segwatch.exporter.web.lane.Lane;
import io.segwatch.exporter.web.lane.LaneHour;
import io.segwatch.exporter.web.lane.LaneState;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.StringJoiner;

/**
 * {@code /table}: the hours as a page that needs no script, for print and for those who hear it. A
 * row for each hour and lane, as the table is written hour by hour.
 */
final class TableAnswer implements Body {
  /** More holes of an hour are counted, not listed. */
  private static final int MOST_HOLES = 20;

  private static final String END = "</tbody>\n</table>\n</body>\n</html>\n";

  private final OutputStream out;
  private final List<Lane> lanes;
  private final Window window;
  private long hour;

  private TableAnswer(OutputStream out, List<Lane> lanes, Window window) {
    this.out = out;
    this.lanes = lanes;
    this.window = window;
    this.hour = window.firstHour();
  }

  static Body begin(OutputStream out, Site site, List<Lane> lanes, Window window)
      throws IOException {
    String name = site.event().name().orElse("");
    TableAnswer table = new TableAnswer(out, lanes, window);
    table.write(head(site, lanes, window, name));
    return table;
  }

  private static String head(Site site, List<Lane> lanes, Window window, String name) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Every hour · %1$s</title>
    <link rel="stylesheet" href="table.css">
    </head>
    <body>
    <h1>Every hour%2$s</h1>
    <p>From <time>%3$s</time> to <time>%4$s</time>, in UTC, as <b>%5$s</b> has it. Gaps up to %6$s s are no holes. %7$s</p>
    <p><a href=".">The page</a> · <a href="api/v1/holes.csv?state=all">All holes, as CSV</a></p>
    <table>
    <thead><tr><th scope="col">Hour</th><th scope="col">Stream</th><th scope="col">Node</th>\
    <th scope="col">State</th><th scope="col">Covered, s</th><th scope="col">Editable, s</th>\
    <th scope="col">Missing, s</th><th scope="col">Holes</th></tr></thead>
    <tbody>
    """
        .formatted(
            SafeText.html(name.isEmpty() ? "Segwatch" : name),
            name.isEmpty() ? "" : " of " + SafeText.html(name),
            Micros.toInstant(window.from()),
            Micros.toInstant(window.to()),
            SafeText.html(site.book().node()),
            seconds(Site.tolerance(lanes)),
            Site.isComplete(lanes)
                ? "All of it was read."
                : "Not all of it could be read: some of it is what was known last.");
  }

  @Override
  public boolean writeNext() throws IOException {
    if (hour >= window.to()) {
      write(END);
      return false;
    }
    StringBuilder rows = new StringBuilder();
    for (Lane lane : lanes) {
      appendRow(rows, lane.hour(hour));
    }
    write(rows.toString());
    hour += Micros.PER_HOUR;
    return true;
  }

  private static void appendRow(StringBuilder rows, LaneHour hour) {
    LaneState state = hour.worst();
    rows.append("<tr class=\"").append(classOf(state)).append("\"><th scope=\"row\"><time>");
    rows.append(HourName.of(hour.figures().hour()).replace('T', ' ')).append(":00</time></th>");
    cell(rows, SafeText.html(hour.lane().stream().toString()));
    cell(rows, SafeText.html(hour.lane().node()));
    cell(rows, wordOf(state));
    cell(rows, seconds(hour.figures().own().rawCoverage()));
    cell(rows, seconds(hour.figures().own().editableCoverage()));
    cell(rows, seconds(hour.figures().holes().total()));
    cell(rows, holes(hour));
    rows.append("</tr>\n");
  }

  private static void cell(StringBuilder rows, String content) {
    rows.append("<td>").append(content).append("</td>");
  }

  private static String holes(LaneHour hour) {
    StringJoiner holes = new StringJoiner("; ");
    int left = MOST_HOLES;
    for (Span hole : hour.figures().holes()) {
      if (left-- == 0) {
        holes.add("and %d more".formatted(hour.figures().holes().size() - MOST_HOLES));
        break;
      }
      holes.add(time(hole.from()) + "–" + time(hole.to()) + ", " + seconds(hole.length()) + " s");
    }
    return holes.toString();
  }

  /** Minutes and seconds of the hour, as holes lie in it. */
  private static String time(long micros) {
    String text = Micros.toInstant(micros).toString();
    return text.substring(text.indexOf('T') + 1, text.length() - 1);
  }

  /** Never rounded: what is missing by a microsecond is missing. */
  private static String seconds(long micros) {
    BigDecimal seconds = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
    return seconds.setScale(Math.max(1, seconds.scale()), RoundingMode.UNNECESSARY).toPlainString();
  }

  private static String classOf(LaneState state) {
    return wordOf(state).replace(' ', '-');
  }

  private static String wordOf(LaneState state) {
    return switch (state) {
      case NOT_EXPECTED -> "not expected";
      case FULL -> "full";
      case BACKFILLED -> "backfilled";
      case UNKNOWN -> "unknown";
      case PARTIAL -> "partial";
      case UNCONFIRMED -> "unconfirmed";
      case MISSING -> "missing here";
    };
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
  }
}
