package io.segwatch.ledger;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StorageFault;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.statefile.Row;
import io.segwatch.statefile.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Streams, and the places that they miss, as rows. */
final class StreamRows {
  private StreamRows() {}

  /** What is written of a stream, besides its holes. */
  record StreamRow(OptionalLong stalledAt, Losses.Remembered look, Spans vanished, Spans retired) {

    static StreamRow of(StreamMemory memory) {
      Losses losses = memory.losses();
      return new StreamRow(
          memory.stalledAt(), losses.remembered(), losses.vanished(), losses.retired());
    }

    /**
     * Whether there is nothing that has to be written: a live edge that is behind by less than a
     * tolerated time only makes the cause of a hole {@code missing} that is {@code vanished}.
     */
    boolean isAsGoodAs(StreamRow now, long behind) {
      return stalledAt.equals(now.stalledAt)
          && look.gaps().equals(now.look.gaps())
          && look.firstStart() == now.look.firstStart()
          && look.tolerance() == now.look.tolerance()
          && look.overhang() == now.look.overhang()
          && Math.abs(now.look.liveEdge() - look.liveEdge()) < behind
          && vanished.equals(now.vanished)
          && retired.equals(now.retired);
    }
  }

  /** All that is remembered, with the holes that have not ended. */
  static Map<StreamId, StreamMemory> load(Sql sql) throws SQLException {
    Map<StreamId, List<TrackedHole>> holes = new HashMap<>();
    for (TrackedHole tracked : HoleRows.unended(sql)) {
      holes.computeIfAbsent(tracked.hole().stream(), _ -> new ArrayList<>()).add(tracked);
    }
    record Entry(StreamId stream, StreamMemory memory) {}
    List<Entry> entries =
        sql.list(
            row -> {
              StreamId stream = new StreamId(row.text(1), row.text(2));
              return new Entry(stream, memory(row, holes.getOrDefault(stream, List.of())));
            },
            "select channel, quality, stalled_at, tolerance, first_start, live_edge, gaps,"
                + " overhang, vanished, retired from stream");
    Map<StreamId, StreamMemory> streams = new TreeMap<>();
    entries.forEach(entry -> streams.put(entry.stream(), entry.memory()));
    return streams;
  }

  private static StreamMemory memory(Row row, List<TrackedHole> holes) throws SQLException {
    Losses.Remembered look =
        new Losses.Remembered(
            row.number(4), row.number(5), row.number(6), HoleRows.spans(row, 7), row.number(8));
    return new StreamMemory(
        tracker(false, holes),
        tracker(true, holes),
        new Losses(look, HoleRows.spans(row, 9), HoleRows.spans(row, 10)),
        row.optionalNumber(3),
        Optional.empty());
  }

  private static HoleTracker tracker(boolean planned, List<TrackedHole> holes) {
    return new HoleTracker(
        planned, holes.stream().filter(hole -> hole.hole().isPlanned() == planned).toList());
  }

  static void write(Sql sql, StreamId stream, StreamRow row) throws SQLException {
    sql.update(
        "insert or replace into stream (channel, quality, stalled_at, tolerance, first_start,"
            + " live_edge, gaps, overhang, vanished, retired) values (?,?,?,?,?,?,?,?,?,?)",
        stream.channel(),
        stream.quality(),
        row.stalledAt(),
        row.look().tolerance(),
        row.look().firstStart(),
        row.look().liveEdge(),
        SpansText.of(row.look().gaps()),
        row.look().overhang(),
        SpansText.of(row.vanished()),
        SpansText.of(row.retired()));
  }

  /** Removes a stream, and its holes that have not ended: they are neither open nor over. */
  static void delete(Sql sql, StreamId stream) throws SQLException {
    for (String table : List.of("stream", "place")) {
      sql.update(
          "delete from " + table + " where channel = ? and quality = ?",
          stream.channel(),
          stream.quality());
    }
    sql.update(
        "delete from hole where channel = ? and quality = ? and ended is null",
        stream.channel(),
        stream.quality());
  }

  static StoragePlaces loadPlaces(Sql sql) throws SQLException {
    record Entry(StreamId stream, StorageFault fault) {}
    List<Entry> entries =
        sql.list(
            row ->
                new Entry(
                    new StreamId(row.text(1), row.text(2)),
                    new StorageFault(
                        row.text(3), StorageFault.Reason.valueOf(row.text(4)), row.text(5))),
            "select channel, quality, place, reason, detail from place");
    Map<StreamId, StorageFault> missing = new HashMap<>();
    entries.forEach(entry -> missing.put(entry.stream(), entry.fault()));
    return new StoragePlaces(missing);
  }

  static void writePlaces(Sql sql, StoragePlaces places) throws SQLException {
    sql.update("delete from place");
    for (Map.Entry<StreamId, StorageFault> entry : places.missing().entrySet()) {
      sql.update(
          "insert into place (channel, quality, place, reason, detail) values (?, ?, ?, ?, ?)",
          entry.getKey().channel(),
          entry.getKey().quality(),
          entry.getValue().place(),
          entry.getValue().reason().name(),
          entry.getValue().detail());
    }
  }

  static List<Hole> open(Map<StreamId, StreamMemory> streams) {
    return streams.values().stream().flatMap(memory -> memory.open().stream()).toList();
  }
}
