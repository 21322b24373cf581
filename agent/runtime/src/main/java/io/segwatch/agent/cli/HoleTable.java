package io.segwatch.agent.cli;

import io.segwatch.agent.logging.Printable;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HolePage.Totals;
import io.segwatch.coverage.life.HoleState;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;

/** Holes for a person: a line each, and the sums. */
final class HoleTable implements HoleList {
  private static final String ROW = "%-9s %-28s %-28s %-12s %-8s %-14s %s%n";

  private final PrintWriter out;

  HoleTable(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begin() {
    out.printf(ROW, "state", "from", "to", "length", "cause", "id", "stream");
  }

  @Override
  public void hole(Hole hole) {
    out.printf(
        ROW,
        hole.state().label(),
        Figures.time(hole.start()),
        Figures.time(hole.end()),
        Figures.length(hole.duration()),
        hole.cause().map(Cause::label).orElse(""),
        hole.id(),
        Printable.of(hole.stream().toString()));
  }

  @Override
  public void end(Map<HoleState, Totals> totals, Set<HoleState> shown) {
    out.println();
    for (HoleState state : HoleState.values()) {
      Totals sum = totals.getOrDefault(state, Totals.NONE);
      if (shown.contains(state)) {
        out.printf("%s: %d, %s%n", state.label(), sum.holes(), Figures.length(sum.micros()));
      }
    }
  }
}
