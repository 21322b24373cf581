package io.segwatch.ledger;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HolePage;
import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.ledger.StreamRows.StreamRow;
import io.segwatch.statefile.Sql;
import io.segwatch.statefile.StateFile;
import io.segwatch.statefile.StateFileException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A ledger in a file: {@code holes.db}, or one in memory.
 *
 * <p>What has not ended is in memory too, and is compared there; what a look changes is written in
 * one transaction, and counts in memory once that is on the disk. So a look that shows nothing new
 * costs no write.
 */
final class SqliteLedger implements Ledger {
  private static final System.Logger LOG = System.getLogger(Ledger.class.getName());
  private static final long EDGE_BEHIND = 60 * Micros.PER_SECOND;
  private static final Duration BETWEEN_PURGES = Duration.ofMinutes(10);
  private static final int PURGED_AT_ONCE = 2_000;
  private static final Comparator<TrackedHole> BY_NUMBER =
      Comparator.comparingLong(TrackedHole::number);

  private final StateFile file;
  private final Identity identity;
  private final Supplier<Duration> retention;
  private State state;
  private Instant purged = Instant.MIN;

  /** Whose ledger it is. */
  record Identity(String node, String baseDir) {}

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

  /** All that is in the file and has not ended; replaced as a whole once a change is committed. */
  private record State(
      String epoch,
      long sequence,
      long version,
      long nextNumber,
      Map<StreamId, StreamMemory> streams,
      Map<StreamId, StreamRow> written,
      StoragePlaces places) {}

  private SqliteLedger(
      StateFile file, Identity identity, Supplier<Duration> retention, State state) {
    this.file = file;
    this.identity = identity;
    this.retention = retention;
    this.state = state;
  }

  /**
   * A ledger in an opened file.
   *
   * @param newEpoch of a file that is new
   * @param retention how long what has ended is remembered
   * @throws AnotherTreeException if the file is about another tree, or of another node
   */
  static SqliteLedger in(
      StateFile file, Identity identity, String newEpoch, Supplier<Duration> retention)
      throws StateFileException, AnotherTreeException {
    file.transaction(sql ->
        sql.update(
            "insert or ignore into ledger (one, epoch, node, base_dir, sequence, version)"
                + " values (1, ?, ?, ?, 0, 0)",
            newEpoch,
            identity.node(),
            identity.baseDir()));
    Identity found = file.read(SqliteLedger::identity);
    if (!found.equals(identity)) {
      throw new AnotherTreeException(found, identity);
    }
    return new SqliteLedger(file, identity, retention, file.read(SqliteLedger::load));
  }

  static Identity identity(Sql sql) throws SQLException {
    return sql.first(
            row -> new Identity(row.text(1), row.text(2)), "select node, base_dir from ledger")
        .orElseThrow(() -> new SQLException("no ledger"));
  }

  private static State load(Sql sql) throws SQLException {
    Map<StreamId, StreamMemory> streams = StreamRows.load(sql);
    Map<StreamId, StreamRow> written = new HashMap<>();
    streams.forEach((stream, memory) -> written.put(stream, StreamRow.of(memory)));
    StoragePlaces places = StreamRows.loadPlaces(sql);
    long last = sql.number("select coalesce(max(number), 0) from hole");
    return sql.first(
            row ->
                new State(
                    row.text(1), row.number(2), row.number(3), last + 1, streams, written, places),
            "select epoch, sequence, version from ledger")
        .orElseThrow(() -> new SQLException("no ledger"));
  }

  @Override
  public synchronized Outcome observe(
      String channel, List<Observation> looks, Duration settle, Instant at)
      throws StateFileException {
    record Recorded(State state, Outcome outcome) {}
    Recorded recorded =
        file.transaction(sql -> {
          Recording recording = new Recording(sql, at);
          try {
            recording.observe(channel, looks, settle);
          } catch (UncheckedSqlException e) {
            throw e.cause();
          }
          return new Recorded(recording.finish(), recording.outcome());
        });
    state = recorded.state();
    purge(at);
    return recorded.outcome();
  }

  @Override
  public void forget(StreamId stream) throws StateFileException {
    retain(known -> !known.equals(stream));
  }

  /** Forgets every stream that is not watched. */
  synchronized void retain(Predicate<StreamId> watched) throws StateFileException {
    Map<StreamId, StreamMemory> streams = new TreeMap<>(state.streams());
    streams.keySet().removeIf(watched.negate());
    StoragePlaces places = state.places().copy();
    places.missing().keySet().removeIf(watched.negate());
    List<StreamId> gone =
        file.transaction(sql -> {
          List<StreamId> known =
              sql.list(
                  row -> new StreamId(row.text(1), row.text(2)),
                  "select channel, quality from stream union select channel, quality from"
                      + " place");
          List<StreamId> unwatched = known.stream().filter(watched.negate()).toList();
          for (StreamId stream : unwatched) {
            StreamRows.delete(sql, stream);
          }
          return unwatched;
        });
    Map<StreamId, StreamRow> written = new HashMap<>(state.written());
    gone.forEach(written::remove);
    state =
        new State(
            state.epoch(),
            state.sequence(),
            state.version(),
            state.nextNumber(),
            streams,
            written,
            places);
  }

  private void purge(Instant at) {
    if (purged.isBefore(at) && at.isBefore(purged.plus(BETWEEN_PURGES))) {
      return;
    }
    purged = at;
    try {
      file.transaction(
          sql -> LogRows.purge(sql, Micros.of(at.minus(retention.get())), PURGED_AT_ONCE));
    } catch (StateFileException e) {
      LOG.log(WARNING, "what is too old could not be forgotten: {0}", e.getMessage());
    }
  }

  @Override
  public synchronized List<Hole> open() {
    return StreamRows.open(state.streams());
  }

  @Override
  public HolePage find(HoleQuery query) throws StateFileException {
    return file.read(sql -> HoleSearch.find(sql, query));
  }

  @Override
  public synchronized LogPosition end() {
    return new LogPosition(state.epoch(), state.sequence());
  }

  @Override
  public synchronized boolean knows(LogPosition position) {
    return position.equals(LogPosition.START)
        || (position.epoch().equals(state.epoch()) && position.sequence() <= state.sequence());
  }

  @Override
  public List<LogEntry> after(LogPosition position, int limit) throws StateFileException {
    long from;
    LogPosition end;
    synchronized (this) {
      end = end();
      from = knows(position) ? position.sequence() : 0;
    }
    return from == end.sequence()
        ? List.of()
        : file.read(sql -> LogRows.after(sql, end.epoch(), from, limit));
  }

  /** Writes how far each stream had come, and closes the file. */
  @Override
  public synchronized void close() {
    try {
      file.transaction(sql -> {
        for (Map.Entry<StreamId, StreamMemory> entry : state.streams().entrySet()) {
          StreamRow row = StreamRow.of(entry.getValue());
          StreamRow last = state.written().get(entry.getKey());
          if (last == null || !last.isAsGoodAs(row, 1)) {
            StreamRows.write(sql, entry.getKey(), row);
          }
        }
        return true;
      });
    } catch (StateFileException e) {
      LOG.log(WARNING, "the last state of the streams could not be written: {0}", e.getMessage());
    }
    file.close();
  }

  /** Closes the file as it is. */
  void abandon() {
    file.close();
  }

  /** One look being written down; what it changes counts once it is committed. */
  private final class Recording implements HoleId.Source {
    private final Sql sql;
    private final Instant at;
    private final Map<StreamId, StreamMemory> streams = new TreeMap<>(state.streams());
    private final Map<StreamId, StreamRow> written = new HashMap<>(state.written());
    private final StoragePlaces places = state.places().copy();
    private final List<LogEvent> appended = new ArrayList<>();
    private final Map<StreamId, Integer> fleeting = new HashMap<>();
    private final long version = state.version() + 1;
    private long nextNumber = state.nextNumber();
    private boolean changed;

    Recording(Sql sql, Instant at) {
      this.sql = sql;
      this.at = at;
    }

    void observe(String channel, List<Observation> looks, Duration settle) throws SQLException {
      List<Observation> first = new ArrayList<>();
      List<Hole> old = new ArrayList<>();
      for (Observation look : looks) {
        append(places.observe(look.stream(), look.fault()));
        StreamMemory before = streams.get(look.stream());
        if (before != null) {
          take(look.stream(), before, before.observe(look, settle, at, this));
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

    private void take(StreamId stream, StreamMemory before, StreamMemory.Step step)
        throws SQLException {
      append(step.events());
      if (step.fleeting() > 0) {
        fleeting.put(stream, step.fleeting());
      }
      replace(stream, before.tracked(), step.next(), step.ended());
    }

    private void replace(
        StreamId stream, List<TrackedHole> before, StreamMemory next, List<TrackedHole> ended)
        throws SQLException {
      StreamMemory known = streams.put(stream, next);
      if (known == null
          || !known.holes().equals(next.holes())
          || !known.breaks().equals(next.breaks())) {
        writeHoles(before, next.tracked(), ended);
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

    private void writeHoles(
        List<TrackedHole> before, List<TrackedHole> now, List<TrackedHole> ended)
        throws SQLException {
      TrackedHole[] known = before.toArray(TrackedHole[]::new);
      Arrays.sort(known, BY_NUMBER);
      BitSet kept = new BitSet(known.length);
      List<TrackedHole> all = new ArrayList<>(now);
      all.addAll(ended);
      for (TrackedHole hole : all) {
        int old = Arrays.binarySearch(known, hole, BY_NUMBER);
        if (old < 0) {
          HoleRows.put(sql, hole);
          changed = true;
        } else {
          kept.set(old);
          if (!known[old].equals(hole)) {
            HoleRows.update(sql, known[old], hole, version);
            changed = true;
          }
        }
      }
      for (int gone = 0; gone < known.length; gone++) {
        if (!kept.get(gone)) {
          HoleRows.delete(sql, known[gone].number());
          changed = true;
        }
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
      return state.sequence() + appended.size();
    }

    State finish() throws SQLException {
      if (!places.equals(state.places())) {
        StreamRows.writePlaces(sql, places);
      }
      boolean same = !changed && appended.isEmpty();
      if (!same) {
        sql.update("update ledger set sequence = ?, version = ?", sequence(), version);
      }
      return new State(
          state.epoch(),
          sequence(),
          same ? state.version() : version,
          nextNumber,
          streams,
          written,
          places);
    }

    Outcome outcome() {
      return new Outcome(List.copyOf(appended), Map.copyOf(fleeting));
    }

    @Override
    public long nextNumber() {
      return nextNumber++;
    }

    @Override
    public HoleId next(StreamId stream, long start, long end) {
      try {
        long before =
            sql.number(
                "select coalesce(max(opening), 0) from hole where channel = ? and quality = ?"
                    + " and first_start = ? and first_end = ?",
                stream.channel(),
                stream.quality(),
                start,
                end);
        return HoleId.of(identity.node(), stream, start, end, (int) before + 1);
      } catch (SQLException e) {
        throw new UncheckedSqlException(e);
      }
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
