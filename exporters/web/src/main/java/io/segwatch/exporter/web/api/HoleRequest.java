package io.segwatch.exporter.web.api;

import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.coverage.life.HoleQuery.Order;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.exporter.web.answer.InvalidQueryException;
import io.segwatch.exporter.web.answer.Query;
import io.segwatch.exporter.web.answer.Query.LaneFilter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads which holes are asked for. */
final class HoleRequest {
  private static final String ALL = "all";
  private static final String SEPARATOR = ",";

  /** By its word in the query; each can also be turned round. */
  private static final List<String> ORDERS =
      List.of("start", "-start", "duration", "-duration", "seen", "-seen");

  private HoleRequest() {}

  /** All of them, in the order asked for; the page is up to the caller. */
  static HoleQuery of(Query query) throws InvalidQueryException {
    long from = query.time("from").orElse(Long.MIN_VALUE);
    long to = query.time("to").orElse(Long.MAX_VALUE);
    if (from >= to) {
      throw new InvalidQueryException("to is to be later than from");
    }
    String order = query.choice("orderby", ORDERS);
    return ofLanes(HoleQuery.ALL, query.lanes())
        .in(states(query.text("state").orElse("seen,open")))
        .between(from, to)
        .lasting(query.length("min", 0))
        .by(orderOf(order), order.startsWith("-"));
  }

  private static Order orderOf(String word) {
    return switch (word) {
      case "duration", "-duration" -> Order.DURATION;
      case "seen", "-seen" -> Order.SEEN;
      default -> Order.START;
    };
  }

  private static Set<HoleState> states(String words) throws InvalidQueryException {
    if (words.equals(ALL)) {
      return EnumSet.allOf(HoleState.class);
    }
    Set<HoleState> states = EnumSet.noneOf(HoleState.class);
    for (String word : words.split(SEPARATOR, -1)) {
      states.add(
          Arrays.stream(HoleState.values())
              .filter(state -> state.label().equals(word))
              .findFirst()
              .orElseThrow(() ->
                  new InvalidQueryException(
                      "state is to be one or several, by comma, of seen, open, filled, expired,"
                          + " withdrawn; or all")));
    }
    return states;
  }

  /** Holes are known by channel and by quality, so streams have to be all that these make. */
  private static HoleQuery ofLanes(HoleQuery all, LaneFilter lanes) throws InvalidQueryException {
    if (lanes.streams().isEmpty()) {
      return all.of(lanes.channels(), lanes.qualities());
    }
    Set<String> channels = parts(lanes.streams(), 0);
    Set<String> qualities = parts(lanes.streams(), 1);
    if (!lanes.channels().isEmpty() || !lanes.qualities().isEmpty()) {
      throw new InvalidQueryException("give either stream, or channel and quality");
    }
    if (lanes.streams().size() < channels.size() * qualities.size()) {
      throw new InvalidQueryException(
          "several streams are to be each of some channels in each of some qualities");
    }
    return all.of(channels, qualities);
  }

  private static Set<String> parts(Set<String> streams, int part) {
    return streams.stream().map(stream -> stream.split("/", -1)[part]).collect(Collectors.toSet());
  }
}
