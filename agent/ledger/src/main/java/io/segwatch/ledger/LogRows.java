package io.segwatch.ledger;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.statefile.Row;
import io.segwatch.statefile.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The log as rows. */
final class LogRows {
  private LogRows() {}

  static void append(Sql sql, long sequence, Instant at, LogEvent event) throws SQLException {
    Optional<String> hole =
        event instanceof HoleTransition(_, var changed, _)
            ? Optional.of(changed.id())
            : Optional.empty();
    sql.update(
        "insert into log (sequence, at, type, hole, event) values (?, ?, ?, ?, ?)",
        sequence,
        Micros.of(at),
        EventCodec.typeOf(event),
        hole,
        EventCodec.encode(event));
  }

  static List<LogEntry> after(Sql sql, String epoch, long sequence, int limit) throws SQLException {
    return sql.list(
        row ->
            new LogEntry(
                new LogPosition(epoch, row.number(1)), Micros.toInstant(row.number(2)), event(row)),
        "select sequence, at, event from log where sequence > ? order by sequence limit ?",
        sequence,
        limit);
  }

  private static LogEvent event(Row row) throws SQLException {
    try {
      return EventCodec.decode(row.bytes(3));
    } catch (IOException e) {
      throw new SQLException("entry " + row.number(1) + " of the log cannot be read", e);
    }
  }

  /** Forgets what is older than a moment: ended holes, and what the log says. */
  static int purge(Sql sql, long before, int most) throws SQLException {
    sql.update(
        "delete from extent where hole in (select number from hole where ended < ?"
            + " order by ended limit ?)",
        before,
        most);
    return sql.update(
            "delete from hole where number in (select number from hole where ended < ?"
                + " order by ended limit ?)",
            before,
            most)
        + sql.update(
            "delete from log where sequence in (select sequence from log where at < ?"
                + " order by at limit ?)",
            before,
            most);
  }
}
