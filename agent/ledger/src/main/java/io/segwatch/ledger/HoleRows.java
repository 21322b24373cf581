package io.segwatch.ledger;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.statefile.Row;
import io.segwatch.statefile.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Holes as rows. */
final class HoleRows {
  /** In the order in which {@link #hole} reads them. */
  static final String COLUMNS =
      "id, channel, quality, start_us, end_us, remaining, revision, state, seen, confirmed, ended,"
          + " cause";

  private static final int AFTER = 13;
  private static final Comparator<TrackedHole> BY_NUMBER =
      Comparator.comparingLong(TrackedHole::number);

  private HoleRows() {}

  /** The hole in a row that begins with {@link #COLUMNS}. */
  static Hole hole(Row row) throws SQLException {
    try {
      return new Hole(
          row.text(1),
          new StreamId(row.text(2), row.text(3)),
          row.number(4),
          row.number(5),
          SpansText.parse(row.text(6)),
          (int) row.number(7),
          HoleState.valueOf(row.text(8)),
          Micros.toInstant(row.number(9)),
          row.optionalNumber(10).stream().mapToObj(Micros::toInstant).findFirst(),
          row.optionalNumber(11).stream().mapToObj(Micros::toInstant).findFirst(),
          row.optionalText(12).map(Cause::valueOf));
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw new SQLException("a row holds no hole", e);
    }
  }

  /** All that have not ended. */
  static List<TrackedHole> unended(Sql sql) throws SQLException {
    return sql.list(
        row ->
            new TrackedHole(
                row.number(AFTER),
                hole(row),
                row.number(AFTER + 1),
                row.number(AFTER + 2),
                (int) row.number(AFTER + 3),
                (int) row.number(AFTER + 4)),
        "select "
            + COLUMNS
            + ", number, first_start, first_end, opening, scans from hole"
            + " where ended is null order by start_us");
  }

  /**
   * Writes what became of the holes of a stream, in a version of the file.
   *
   * @param ended those of them that have ended
   * @return whether anything did
   */
  static boolean write(
      Sql sql,
      List<TrackedHole> before,
      List<TrackedHole> now,
      List<TrackedHole> ended,
      long version)
      throws SQLException {
    TrackedHole[] known = before.toArray(TrackedHole[]::new);
    Arrays.sort(known, BY_NUMBER);
    BitSet kept = new BitSet(known.length);
    List<TrackedHole> all = new ArrayList<>(now);
    all.addAll(ended);
    boolean changed = false;
    for (TrackedHole hole : all) {
      int old = Arrays.binarySearch(known, hole, BY_NUMBER);
      if (old < 0) {
        put(sql, hole);
        changed = true;
      } else {
        kept.set(old);
        if (!known[old].equals(hole)) {
          update(sql, known[old], hole, version);
          changed = true;
        }
      }
    }
    for (int gone = 0; gone < known.length; gone++) {
      if (!kept.get(gone)) {
        delete(sql, known[gone].number());
        changed = true;
      }
    }
    return changed;
  }

  /** Writes a hole, a new one or as it is now; what it began as is never written again. */
  private static void put(Sql sql, TrackedHole tracked) throws SQLException {
    Hole hole = tracked.hole();
    sql.update(
        "insert into hole (number, id, channel, quality, planned, start_us, end_us, remaining,"
            + " remaining_us, revision, state, seen, confirmed, ended, cause, first_start,"
            + " first_end, opening, scans, grown)"
            + " values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,0)"
            + " on conflict (number) do update set id = excluded.id, start_us = excluded.start_us,"
            + " end_us = excluded.end_us, remaining = excluded.remaining,"
            + " remaining_us = excluded.remaining_us, revision = excluded.revision,"
            + " state = excluded.state, seen = excluded.seen, confirmed = excluded.confirmed,"
            + " ended = excluded.ended, cause = excluded.cause, opening = excluded.opening,"
            + " scans = excluded.scans",
        tracked.number(),
        hole.id(),
        hole.stream().channel(),
        hole.stream().quality(),
        hole.isPlanned(),
        hole.start(),
        hole.end(),
        SpansText.of(hole.remaining()),
        hole.remaining().total(),
        hole.revision(),
        hole.state().name(),
        Micros.of(hole.seen()),
        hole.confirmed().map(Micros::of),
        hole.ended().map(Micros::of),
        hole.cause().map(Cause::name),
        tracked.firstStart(),
        tracked.firstEnd(),
        tracked.opening(),
        tracked.scans());
  }

  /** Writes what became of a hole, in a version of the file. */
  private static void update(Sql sql, TrackedHole before, TrackedHole now, long version)
      throws SQLException {
    put(sql, now);
    Hole hole = now.hole();
    if (hole.start() != before.hole().start() || hole.end() != before.hole().end()) {
      sql.update("update hole set grown = ? where number = ?", version, now.number());
      sql.update(
          "insert into extent (hole, version, start_us, end_us) values (?, ?, ?, ?)",
          now.number(),
          version,
          hole.start(),
          hole.end());
    }
  }

  /** Removes a hole that nobody was told of. */
  private static void delete(Sql sql, long number) throws SQLException {
    sql.update("delete from hole where number = ?", number);
    sql.update("delete from extent where hole = ?", number);
  }

  static Spans spans(Row row, int column) throws SQLException {
    try {
      return SpansText.parse(row.text(column));
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw new SQLException("a row holds no intervals", e);
    }
  }
}
