package io.segwatch.agent.config;

import io.segwatch.coverage.Spans;
import java.util.List;
import java.util.Set;

/**
 * A time in which nothing is to be recorded, {@code [from, to)} in microseconds.
 *
 * @param channels which channels it is for; none means all
 */
public record PlannedBreak(long from, long to, Set<String> channels) {

  /** When nothing is to be recorded of a channel. */
  static Spans of(String channel, List<PlannedBreak> breaks) {
    Spans times = Spans.NONE;
    for (PlannedBreak each : breaks) {
      if (each.channels.isEmpty() || each.channels.contains(channel)) {
        times = times.plus(Spans.of(each.from, each.to));
      }
    }
    return times;
  }
}
