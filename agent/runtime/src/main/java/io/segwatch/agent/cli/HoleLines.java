package io.segwatch.agent.cli;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HolePage.Totals;
import io.segwatch.coverage.life.HoleState;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holes for a spreadsheet: a line each. */
final class HoleLines implements HoleList {
  private final PrintWriter out;

  HoleLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begin() {
    out.print(
        "id,channel,quality,state,cause,start,end,seconds,missing_seconds,seen,confirmed,ended,"
            + "known_seconds\n");
  }

  @Override
  public void hole(Hole hole) {
    out.print(
        String.join(
                ",",
                hole.id(),
                Csv.cell(hole.stream().channel()),
                Csv.cell(hole.stream().quality()),
                hole.state().label(),
                hole.cause().map(Cause::label).orElse(""),
                Figures.time(hole.start()),
                Figures.time(hole.end()),
                Figures.seconds(hole.duration()),
                Figures.seconds(hole.remaining().total()),
                time(Optional.of(hole.seen())),
                time(hole.confirmed()),
                time(hole.ended()),
                hole.ended()
                    .map(ended -> Duration.between(hole.seen(), ended))
                    .map(known -> Figures.seconds(Micros.of(known)))
                    .orElse(""))
            + "\n");
  }

  private static String time(Optional<Instant> instant) {
    return instant.map(at -> Figures.time(Micros.of(at))).orElse("");
  }

  @Override
  public void end(Map<HoleState, Totals> totals, Set<HoleState> shown) {
    // Sums are for whoever has the lines.
  }
}
