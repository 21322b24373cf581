package io.segwatch.ledger;

import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleCursor;
import io.segwatch.coverage.life.HolePage;
import io.segwatch.coverage.life.HolePage.Totals;
import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.statefile.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a page of holes.
 *
 * <p>The order is that of the version in which the first page was read: a hole that has grown since
 * stands where it stood, so that no page misses or repeats it. What orders by when it was first
 * seen, or has not grown, needs no look back.
 */
final class HoleSearch {
  private final Sql sql;
  private final HoleQuery query;

  /** What holes have to be, but for their state, and the values in it. */
  private final StringBuilder filter = new StringBuilder();

  private final List<Object> values = new ArrayList<>();

  private record Found(Hole hole, long key, long number) {}

  private record Head(LogPosition end, long version) {}

  private HoleSearch(Sql sql, HoleQuery query) {
    this.sql = sql;
    this.query = query;
    and("planned = ?", query.planned());
    in("channel", query.channels());
    in("quality", query.qualities());
    and("start_us < ?", query.to());
    and("end_us > ?", query.from());
    and("end_us - start_us >= ?", query.minDuration());
  }

  static HolePage find(Sql sql, HoleQuery query) throws SQLException {
    return new HoleSearch(sql, query).page();
  }

  private void and(String condition, Object value) {
    filter.append(filter.isEmpty() ? "" : " and ").append(condition);
    values.add(value);
  }

  private void in(String column, Collection<String> any) {
    if (!any.isEmpty()) {
      filter.append(" and ").append(column).append(" in (").append(marks(any)).append(')');
      values.addAll(any);
    }
  }

  private static String marks(Collection<?> any) {
    return String.join(", ", Collections.nCopies(any.size(), "?"));
  }

  private HolePage page() throws SQLException {
    Head head =
        sql.first(
                row -> new Head(new LogPosition(row.text(1), row.number(2)), row.number(3)),
                "select epoch, sequence, version from ledger")
            .orElseThrow(() -> new SQLException("no ledger"));
    String epoch = head.end().epoch();
    Optional<HoleCursor> cursor = query.cursor().map(text -> HoleCursor.of(text, query, epoch));
    long version = cursor.map(HoleCursor::version).orElse(head.version());
    List<Found> found = query.states().isEmpty() ? List.of() : search(version, cursor);
    Optional<String> next = Optional.empty();
    if (found.size() > query.limit()) {
      found = found.subList(0, query.limit());
      next = Optional.of(cursor(epoch, version, found.getLast()));
    }
    return new HolePage(found.stream().map(Found::hole).toList(), next, totals(), head.end());
  }

  private String cursor(String epoch, long version, Found last) {
    return new HoleCursor(
            epoch, version, query.order(), query.descending(), last.key(), last.number())
        .text();
  }

  private List<Found> search(long version, Optional<HoleCursor> cursor) throws SQLException {
    List<Object> all = new ArrayList<>();
    List<String> states = query.states().stream().map(HoleState::name).sorted().toList();
    String compare = query.descending() ? "<" : ">";
    String order = query.descending() ? " desc" : "";
    String key =
        switch (query.order()) {
          case SEEN -> "seen";
          case START -> then("start_us", "first_start", "start_us", version, all);
          case DURATION ->
              then(
                  "end_us - start_us",
                  "first_end - first_start",
                  "end_us - start_us",
                  version,
                  all);
        };
    String text =
        "select "
            + HoleRows.COLUMNS
            + ", "
            + key
            + " as key, number from hole where "
            + filter
            + (" and state in (" + marks(states) + ")")
            + (cursor.isPresent() ? " and (key, number) " + compare + " (?, ?)" : "")
            + (" order by key" + order + ", number" + order + " limit ?");
    all.addAll(values);
    all.addAll(states);
    cursor.ifPresent(last -> {
      all.add(last.key());
      all.add(last.number());
    });
    all.add(query.limit() + 1);
    return sql.list(
        row -> new Found(HoleRows.hole(row), row.number(13), row.number(14)), text, all.toArray());
  }

  /** What a figure of a hole was in a version. */
  private static String then(
      String now, String first, String inExtent, long version, List<Object> values) {
    values.add(version);
    values.add(version);
    return "case when grown > ? then coalesce((select "
        + inExtent
        + " from extent where extent.hole = hole.number and extent.version <= ?"
        + " order by extent.version desc limit 1), "
        + first
        + ") else "
        + now
        + " end";
  }

  private Map<HoleState, Totals> totals() throws SQLException {
    Map<HoleState, Totals> totals = new EnumMap<>(HoleState.class);
    for (HoleState state : HoleState.values()) {
      totals.put(state, Totals.NONE);
    }
    record Sum(String state, Totals totals) {}
    List<Sum> sums =
        sql.list(
            row -> new Sum(row.text(1), new Totals(row.number(2), row.number(3))),
            "select state, count(*), sum(case when ended is null then remaining_us"
                + " else end_us - start_us end) from hole where "
                + filter
                + " group by state",
            values.toArray());
    for (Sum sum : sums) {
      totals.put(HoleState.valueOf(sum.state()), sum.totals());
    }
    return totals;
  }
}
