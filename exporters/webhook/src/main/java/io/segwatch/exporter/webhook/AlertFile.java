package io.segwatch.exporter.webhook;

import io.segwatch.coverage.Micros;
import io.segwatch.exporter.webhook.alertmanager.Alert;
import io.segwatch.exporter.webhook.alertmanager.Alerts;
import io.segwatch.statefile.Row;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is kept of the alerts of one endpoint, in the file of all. */
final class AlertFile {
  private final OutboxFile file;
  private final String endpoint;

  AlertFile(OutboxFile file, String endpoint) {
    this.file = file;
    this.endpoint = endpoint;
  }

  /** All of them. */
  List<Alert> alerts() {
    return file.look(sql ->
        sql.list(
            AlertFile::alert,
            "select key, kind, about, starts, ended, fired, taker, resolved from alert"
                + " where endpoint = ? order by starts, key",
            endpoint));
  }

  private static Alert alert(Row row) throws SQLException {
    return new Alert(
        row.text(1),
        Alert.Kind.valueOf(row.text(2)),
        row.text(3),
        Micros.toInstant(row.number(4)),
        time(row.optionalNumber(5)),
        time(row.optionalNumber(6)),
        row.text(7),
        time(row.optionalNumber(8)));
  }

  private static Optional<Instant> time(OptionalLong micros) {
    return micros.isPresent()
        ? Optional.of(Micros.toInstant(micros.getAsLong()))
        : Optional.empty();
  }

  private static OptionalLong time(Optional<Instant> moment) {
    return moment.map(time -> OptionalLong.of(Micros.of(time))).orElse(OptionalLong.empty());
  }

  /** What alerts say, in their order. */
  List<JsonObject> contents(List<Alert> alerts) {
    return file.look(sql -> {
      List<JsonObject> contents = new ArrayList<>();
      for (Alert alert : alerts) {
        contents.add(
            new JsonObject(
                sql.first(
                        row -> row.text(1),
                        "select content from alert where endpoint = ? and key = ?",
                        endpoint,
                        alert.key())
                    .orElseThrow(
                        () -> new SQLException("alert " + alert.key() + " is not there"))));
      }
      return contents;
    });
  }

  /** Keeps what alerts have become, in one with how far the endpoint has read the log. */
  void keep(EndpointState state, Collection<Alerts.Change> changes) {
    file.commit(sql -> {
      for (Alerts.Change change : changes) {
        Alert alert = change.alert();
        sql.update(
            "insert into alert values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do update set"
                + " starts = excluded.starts, ended = excluded.ended, fired = excluded.fired,"
                + " taker = excluded.taker, resolved = excluded.resolved,"
                + " content = coalesce(nullif(excluded.content, ''), content)",
            endpoint,
            alert.key(),
            alert.kind().name(),
            alert.about(),
            Micros.of(alert.starts()),
            time(alert.ended()),
            time(alert.fired()),
            alert.taker(),
            time(alert.resolved()),
            change.content().map(JsonObject::encode).orElse(""));
      }
      OutboxFile.keep(sql, state);
      return true;
    });
  }

  /** Forgets alerts of which nothing is left to be told. */
  void forget(Collection<String> keys) {
    file.commit(sql -> {
      for (String key : keys) {
        sql.update("delete from alert where endpoint = ? and key = ?", endpoint, key);
      }
      return true;
    });
  }
}
