package io.segwatch.exporter.testkit;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleCursor;
import io.segwatch.coverage.life.HolePage;
import io.segwatch.coverage.life.HolePage.Totals;
import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.coverage.life.LogPosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holes as they came to be known, in memory, with what each was before. */
final class KnownHoles {
  private final Map<String, Known> known = new LinkedHashMap<>();
  private long version;

  /** A hole as it was put, each time with the version that this made. */
  private record Known(long number, List<Put> puts) {
    record Put(long version, Hole hole) {}

    Hole now() {
      return puts.getLast().hole();
    }

    Hole asOf(long version) {
      Hole then = puts.getFirst().hole();
      for (Put put : puts) {
        then = put.version() <= version ? put.hole() : then;
      }
      return then;
    }
  }

  /** A hole where a query has it. */
  private record Ranked(long key, long number, Hole hole) {}

  void put(Hole hole) {
    known
        .computeIfAbsent(hole.id(), _ -> new Known(known.size() + 1L, new ArrayList<>()))
        .puts()
        .add(new Known.Put(++version, hole));
  }

  void clear() {
    known.clear();
  }

  List<Hole> open() {
    return known.values().stream()
        .map(Known::now)
        .filter(hole -> hole.state() == HoleState.CONFIRMED && !hole.isPlanned())
        .toList();
  }

  HolePage find(HoleQuery query, LogPosition end) {
    Optional<HoleCursor> cursor =
        query.cursor().map(text -> HoleCursor.of(text, query, end.epoch()));
    long asOf = cursor.map(HoleCursor::version).orElse(version);
    Comparator<Ranked> rising =
        Comparator.comparingLong(Ranked::key).thenComparingLong(Ranked::number);
    Comparator<Ranked> order = query.descending() ? rising.reversed() : rising;
    List<Ranked> rest =
        known.values().stream()
            .filter(
                hole -> query.matches(hole.now()) && query.states().contains(hole.now().state()))
            .map(hole -> new Ranked(key(query, hole.asOf(asOf)), hole.number(), hole.now()))
            .filter(hole ->
                cursor
                    .map(last -> new Ranked(last.key(), last.number(), hole.hole()))
                    .map(last -> order.compare(hole, last) > 0)
                    .orElse(true))
            .sorted(order)
            .toList();
    List<Ranked> page = rest.subList(0, Math.min(query.limit(), rest.size()));
    Optional<String> next =
        page.size() < rest.size()
            ? Optional.of(cursor(query, end, asOf, page.getLast()))
            : Optional.empty();
    return new HolePage(page.stream().map(Ranked::hole).toList(), next, totals(query), end);
  }

  private static String cursor(HoleQuery query, LogPosition end, long asOf, Ranked last) {
    return new HoleCursor(
            end.epoch(), asOf, query.order(), query.descending(), last.key(), last.number())
        .text();
  }

  private static long key(HoleQuery query, Hole hole) {
    return switch (query.order()) {
      case START -> hole.start();
      case DURATION -> hole.duration();
      case SEEN -> Micros.of(hole.seen());
    };
  }

  private Map<HoleState, Totals> totals(HoleQuery query) {
    Map<HoleState, Totals> totals = new EnumMap<>(HoleState.class);
    for (HoleState state : HoleState.values()) {
      totals.put(state, Totals.NONE);
    }
    for (Known hole : known.values()) {
      if (query.matches(hole.now())) {
        totals.computeIfPresent(hole.now().state(), (_, sum) -> sum.plus(hole.now()));
      }
    }
    return totals;
  }
}
