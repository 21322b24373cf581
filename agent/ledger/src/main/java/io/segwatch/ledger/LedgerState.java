package io.segwatch.ledger;

import io.segwatch.coverage.StreamId;
import io.segwatch.ledger.StreamRows.StreamRow;
import io.segwatch.statefile.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** All that is in the file and has not ended; replaced as a whole once a change is committed. */
record LedgerState(
    String epoch,
    long sequence,
    long version,
    long nextNumber,
    Map<StreamId, StreamMemory> streams,
    Map<StreamId, StreamRow> written,
    StoragePlaces places) {

  static LedgerState load(Sql sql) throws SQLException {
    Map<StreamId, StreamMemory> streams = StreamRows.load(sql);
    Map<StreamId, StreamRow> written = new HashMap<>();
    streams.forEach((stream, memory) -> written.put(stream, StreamRow.of(memory)));
    StoragePlaces places = StreamRows.loadPlaces(sql);
    long last = sql.number("select coalesce(max(number), 0) from hole");
    return sql.first(
            row ->
                new LedgerState(
                    row.text(1), row.number(2), row.number(3), last + 1, streams, written, places),
            "select epoch, sequence, version from ledger")
        .orElseThrow(() -> new SQLException("no ledger"));
  }
}
