package io.segwatch.ledger;

import static java.util.Objects.requireNonNull;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.ledger.StreamRows.StreamRow;
import io.segwatch.statefile.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One look being written down; what it changes counts once it is committed. */
final class LookWriter implements HoleId.Source {
  private static final long EDGE_BEHIND = 60 * Micros.PER_SECOND;

  private final Sql sql;
  private final String node;
  private final LedgerState before;
  private final Instant at;
  private final Map<StreamId, StreamMemory> streams;
  private final Map<StreamId, StreamRow> written;
  private final StoragePlaces places;
  private final long version;
  private final List<LogEvent> appended = new ArrayList<>();
  private final Map<StreamId, Integer> fleeting = new HashMap<>();
  private long nextNumber;
  private boolean changed;

  /** Carries what a statement failed with through the rules, which know of no database. */
  private static final class UncheckedSqlException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UncheckedSqlException(SQLException cause) {
      super(cause);
    }

    SQLException cause() {
      return (SQLException) requireNonNull(getCause());
    }
  }

  /**
   * Writes nothing yet.
   *
   * @param before what is known
   * @param at when it is looked
   */
  LookWriter(Sql sql, String node, LedgerState before, Instant at) {
    this.sql = sql;
    this.node = node;
    this.before = before;
    this.at = at;
    this.streams = new TreeMap<>(before.streams());
    this.written = new HashMap<>(before.written());
    this.places = before.places().copy();
    this.version = before.version() + 1;
    this.nextNumber = before.nextNumber();
  }

  /** Writes what a look at streams of a channel changes. */
  void write(String channel, List<Observation> looks, Duration settle) throws SQLException {
    try {
      observe(channel, looks, settle);
    } catch (UncheckedSqlException e) {
      throw e.cause();
    }
  }

  private void observe(String channel, List<Observation> looks, Duration settle)
      throws SQLException {
    List<Observation> first = new ArrayList<>();
    List<Hole> old = new ArrayList<>();
    for (Observation look : looks) {
      append(places.observe(look.stream(), look.fault()));
      StreamMemory known = streams.get(look.stream());
      if (known != null) {
        take(look.stream(), known, known.observe(look, settle, at, this));
      } else if (StreamMemory.canBeBaseline(look)) {
        StreamMemory memory = StreamMemory.baseline(look, at, this);
        replace(look.stream(), List.of(), memory, List.of());
        old.addAll(memory.open());
        first.add(look);
      }
    }
    if (!first.isEmpty()) {
      append(List.of(baseline(channel, first, old)));
    }
  }

  private void take(StreamId stream, StreamMemory known, StreamMemory.Step step)
      throws SQLException {
    append(step.events());
    if (step.fleeting() > 0) {
      fleeting.put(stream, step.fleeting());
    }
    replace(stream, known.tracked(), step.next(), step.ended());
  }

  private void replace(
      StreamId stream, List<TrackedHole> tracked, StreamMemory next, List<TrackedHole> ended)
      throws SQLException {
    StreamMemory known = streams.put(stream, next);
    if (known == null
        || !known.holes().equals(next.holes())
        || !known.breaks().equals(next.breaks())) {
      changed |= HoleRows.write(sql, tracked, next.tracked(), ended, version);
    }
    if (known != null
        && known.losses().equals(next.losses())
        && known.stalledAt().equals(next.stalledAt())) {
      return;
    }
    StreamRow row = StreamRow.of(next);
    StreamRow last = written.get(stream);
    if (last == null || !last.isAsGoodAs(row, EDGE_BEHIND)) {
      StreamRows.write(sql, stream, row);
      written.put(stream, row);
      changed = true;
    }
  }

  private void append(List<? extends LogEvent> events) throws SQLException {
    for (LogEvent event : events) {
      LogRows.append(sql, sequence() + 1, at, event);
      appended.add(event);
    }
  }

  /** That of the last entry of the log. */
  private long sequence() {
    return before.sequence() + appended.size();
  }

  /** What is known then. */
  LedgerState finish() throws SQLException {
    if (!places.equals(before.places())) {
      StreamRows.writePlaces(sql, places);
    }
    boolean same = !changed && appended.isEmpty();
    if (!same) {
      sql.update("update ledger set sequence = ?, version = ?", sequence(), version);
    }
    return new LedgerState(
        before.epoch(),
        sequence(),
        same ? before.version() : version,
        nextNumber,
        streams,
        written,
        places);
  }

  Ledger.Outcome outcome() {
    return new Ledger.Outcome(List.copyOf(appended), Map.copyOf(fleeting));
  }

  @Override
  public long nextNumber() {
    return nextNumber++;
  }

  @Override
  public HoleId next(StreamId stream, long start, long end) {
    try {
      long last =
          sql.number(
              "select coalesce(max(opening), 0) from hole where channel = ? and quality = ?"
                  + " and first_start = ? and first_end = ?",
              stream.channel(),
              stream.quality(),
              start,
              end);
      return HoleId.of(node, stream, start, end, (int) last + 1);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  private static Baseline baseline(String channel, List<Observation> looks, List<Hole> holes) {
    return new Baseline(
        channel,
        looks.stream().map(Observation::stream).toList(),
        holes.size(),
        holes.stream().mapToLong(Hole::duration).sum(),
        holes.stream()
            .sorted(Comparator.comparingLong(Hole::duration).reversed())
            .limit(Baseline.LONGEST)
            .toList(),
        looks.stream().filter(Observation::stalled).map(Observation::stream).toList());
  }
}
