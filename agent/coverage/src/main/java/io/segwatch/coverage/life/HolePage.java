package io.segwatch.coverage.life;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Some of the holes that a {@link HoleQuery} asks for.
 *
 * @param next the cursor of the page after this one, if there is one
 * @param totals of all that is asked for, on whichever page, for every state, asked for or not
 * @param asOf where the log ended when this page was read
 */
public record HolePage(
    List<Hole> holes, Optional<String> next, Map<HoleState, Totals> totals, LogPosition asOf) {

  /**
   * Figures of holes.
   *
   * @param holes how many
   * @param micros the sum of what remains of them or, of those that have ended, of what they were
   */
  public record Totals(long holes, long micros) {
    public static final Totals NONE = new Totals(0, 0);

    /** With one more. */
    public Totals plus(Hole hole) {
      long length = hole.state().isEnd() ? hole.duration() : hole.remaining().total();
      return new Totals(holes + 1, micros + length);
    }
  }
}
