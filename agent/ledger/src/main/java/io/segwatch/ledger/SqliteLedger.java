package io.segwatch.ledger;

import static java.lang.System.Logger.Level.WARNING;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HolePage;
import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.ledger.StreamRows.StreamRow;
import io.segwatch.statefile.Sql;
import io.segwatch.statefile.StateFile;
import io.segwatch.statefile.StateFileException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
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
  private static final Duration BETWEEN_PURGES = Duration.ofMinutes(10);
  private static final int PURGED_AT_ONCE = 2_000;

  private final StateFile file;
  private final Identity identity;
  private final Supplier<Duration> retention;
  private LedgerState state;
  private Instant purged = Instant.MIN;

  /** Whose ledger it is. */
  record Identity(String node, String baseDir) {}

  private SqliteLedger(
      StateFile file, Identity identity, Supplier<Duration> retention, LedgerState state) {
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
    return new SqliteLedger(file, identity, retention, file.read(LedgerState::load));
  }

  static Identity identity(Sql sql) throws SQLException {
    return sql.first(
            row -> new Identity(row.text(1), row.text(2)), "select node, base_dir from ledger")
        .orElseThrow(() -> new SQLException("no ledger"));
  }

  @Override
  public synchronized Outcome observe(
      String channel, List<Observation> looks, Duration settle, Instant at)
      throws StateFileException {
    record Recorded(LedgerState state, Outcome outcome) {}
    Recorded recorded =
        file.transaction(sql -> {
          LookWriter writer = new LookWriter(sql, identity.node(), state, at);
          writer.write(channel, looks, settle);
          return new Recorded(writer.finish(), writer.outcome());
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
        new LedgerState(
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
}
