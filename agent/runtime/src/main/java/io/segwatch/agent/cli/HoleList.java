package io.segwatch.agent.cli;

import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HolePage.Totals;
import io.segwatch.coverage.life.HoleState;
import java.util.Map;
import java.util.Set;

/** How holes are written. */
interface HoleList {
  void begin();

  void hole(Hole hole);

  /**
   * After the last of them.
   *
   * @param totals of all states
   * @param shown the states of which holes were to be shown
   */
  void end(Map<HoleState, Totals> totals, Set<HoleState> shown);
}
