package io.segwatch.exporter.web.api;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Rules;
import io.segwatch.exporter.ExporterContext;
import io.segwatch.exporter.web.BroadcastEvent;
import io.segwatch.exporter.web.answer.Query.LaneFilter;
import io.segwatch.exporter.web.lane.Lane;
import io.segwatch.exporter.web.lane.LaneBook;
import java.util.Collection;
import java.util.List;

/**
 * What all answers are made from.
 *
 * @param boot names this run of the exporter
 * @param book this node's lanes; those of other nodes will stand beside it
 * @param version of the agent
 */
public record Site(
    String boot, LaneBook book, ExporterContext agent, BroadcastEvent event, String version) {

  /** In microseconds. */
  public long now() {
    return Micros.of(agent.clock().instant());
  }

  /** The lanes that are asked for, as they stand at this moment. */
  List<Lane> lanes(LaneFilter filter) {
    return book.lanes().stream().filter(lane -> filter.takes(lane.stream(), lane.node())).toList();
  }

  /** The longest gap that is no hole, in microseconds; the same for all lanes. */
  static long tolerance(Collection<Lane> lanes) {
    return lanes.stream()
        .mapToLong(lane -> lane.timeline().rules().tolerance())
        .findFirst()
        .orElse(Rules.DEFAULT.tolerance());
  }

  static boolean isComplete(Collection<Lane> lanes) {
    return lanes.stream().allMatch(Lane::isComplete);
  }
}
