package io.segwatch.exporter.webhook;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.webhook.EndpointState.Cursor;
import io.segwatch.exporter.webhook.message.EventType;
import io.segwatch.exporter.webhook.message.Message;
import io.segwatch.statefile.Row;
import io.segwatch.statefile.Sql;
import io.segwatch.statefile.StateFile;
import io.segwatch.statefile.StateFileException;
import io.vertx.core.buffer.Buffer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * All that outlives the process of webhooks (alerts §2): what was made of the log and is to be
 * delivered, together with how far that is, so that a crash neither loses nor doubles anything.
 *
 * <p>Each change is one transaction, on the disk when the method returns. A disk that takes it not
 * is an {@link UncheckedIOException}: then nothing was changed, and nothing is to be sent.
 */
final class OutboxFile implements AutoCloseable {
  /** How long a message is kept that was given up. */
  static final Duration DEAD_KEPT = Duration.ofDays(30);

  /** How long it is known what was delivered, and how many messages of an endpoint at most. */
  private static final Duration DELIVERED_KEPT = Duration.ofDays(7);

  private static final int DELIVERED_MOST = 10_000;

  private static final String COLUMNS =
      "sequence, id, type, subjects, recorded, attempts, rung, first_attempt, pause_from,"
          + " pause_until";

  private final StateFile file;

  private OutboxFile(StateFile file) {
    this.file = file;
  }

  /**
   * Opens the file in a state folder, for the only one who writes it.
   *
   * @throws StateFileException if it cannot be had
   */
  static OutboxFile open(Path stateDir, Clock clock) throws StateFileException {
    return new OutboxFile(
        StateFile.open(stateDir.resolve(OutboxSchema.FILE), OutboxSchema.SCHEMA, clock));
  }

  /** A message in its place. */
  record Placed(Queued queued, Message message) {}

  <T> T commit(StateFile.Work<T> work) {
    try {
      return file.transaction(work);
    } catch (StateFileException e) {
      throw new UncheckedIOException(e);
    }
  }

  <T> T look(StateFile.Work<T> work) {
    try {
      return file.read(work);
    } catch (StateFileException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether nothing was ever kept in it: it is the first one, or what was before is lost. */
  boolean isNew() {
    return look(sql -> sql.number("select count(*) from file") == 0);
  }

  /** All that were ever configured, by name. */
  Map<String, EndpointState> endpoints() {
    Map<String, EndpointState> endpoints = new HashMap<>();
    look(sql ->
            sql.list(
                OutboxFile::endpoint,
                "select name, epoch, sequence, log_epoch, log_sequence, log_at, grouped, rung,"
                    + " pause_from, pause_until, gone_under, secrets, secrets_since, removed"
                    + " from endpoint"))
        .forEach(endpoint -> endpoints.put(endpoint.name(), endpoint));
    return endpoints;
  }

  private static EndpointState endpoint(Row row) throws SQLException {
    return new EndpointState(
        row.text(1),
        row.text(2),
        row.number(3),
        new Cursor(new LogPosition(row.text(4), row.number(5)), time(row.optionalNumber(6))),
        time(row.optionalNumber(7)),
        new Breaker((int) row.number(8), pause(row, 9)),
        row.optionalText(11),
        row.text(12),
        Micros.toInstant(row.number(13)),
        time(row.optionalNumber(14)));
  }

  private static Queued queued(Row row) throws SQLException {
    return new Queued(
        row.number(1),
        row.text(2),
        EventType.named(row.text(3)).orElse(EventType.DIGEST),
        Set.of(row.text(4).split("\n")),
        Micros.toInstant(row.number(5)),
        (int) row.number(6),
        (int) row.number(7),
        time(row.optionalNumber(8)),
        pause(row, 9));
  }

  private static Pause pause(Row row, int column) throws SQLException {
    OptionalLong from = row.optionalNumber(column);
    OptionalLong until = row.optionalNumber(column + 1);
    return from.isPresent() && until.isPresent()
        ? new Pause(Micros.toInstant(from.getAsLong()), Micros.toInstant(until.getAsLong()))
        : Pause.NONE;
  }

  private static Optional<Instant> time(OptionalLong micros) {
    return micros.isPresent()
        ? Optional.of(Micros.toInstant(micros.getAsLong()))
        : Optional.empty();
  }

  private static OptionalLong time(Optional<Instant> moment) {
    return moment.map(time -> OptionalLong.of(Micros.of(time))).orElse(OptionalLong.empty());
  }

  private static OptionalLong from(Pause pause) {
    return pause.equals(Pause.NONE) ? OptionalLong.empty() : time(Optional.of(pause.from()));
  }

  private static OptionalLong until(Pause pause) {
    return pause.equals(Pause.NONE) ? OptionalLong.empty() : time(Optional.of(pause.until()));
  }

  /** Keeps endpoints as they are now, and that the file is in use. */
  void keep(List<EndpointState> endpoints, Instant now) {
    commit(sql -> {
      sql.update(
          "insert into file (made) select ? where not exists (select * from file)", Micros.of(now));
      for (EndpointState endpoint : endpoints) {
        keep(sql, endpoint);
      }
      return true;
    });
  }

  static void keep(Sql sql, EndpointState endpoint) throws SQLException {
    sql.update(
        "insert or replace into endpoint values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        endpoint.name(),
        endpoint.epoch(),
        endpoint.sequence(),
        endpoint.cursor().position().epoch(),
        endpoint.cursor().position().sequence(),
        time(endpoint.cursor().at()),
        time(endpoint.grouped()),
        endpoint.breaker().rung(),
        from(endpoint.breaker().pause()),
        until(endpoint.breaker().pause()),
        endpoint.goneUnder(),
        endpoint.secrets(),
        Micros.of(endpoint.secretsSince()),
        time(endpoint.removed()));
  }

  /** Takes an endpoint out: what it was still to be sent becomes dead letters. */
  void remove(EndpointState endpoint, Instant now) {
    commit(sql -> {
      leave(sql, endpoint.name(), "the endpoint was removed", now);
      return sql.update(
          "update endpoint set removed = ? where name = ?", Micros.of(now), endpoint.name());
    });
  }

  /** What an endpoint was still to be sent becomes dead letters. */
  void leave(String endpoint, String why, Instant now) {
    commit(sql -> leave(sql, endpoint, why, now));
  }

  private static int leave(Sql sql, String endpoint, String why, Instant now) throws SQLException {
    return sql.update("delete from alert where endpoint = ?", endpoint)
        + sql.update(
            "update message set state = 'dead', ended = ?, reply = ?"
                + " where state = 'waiting' and endpoint = ?",
            Micros.of(now),
            why,
            endpoint);
  }

  /** Keeps the messages that were made of the log, in one with how far that was. */
  void tell(EndpointState endpoint, List<Placed> messages) {
    commit(sql -> {
      for (Placed placed : messages) {
        insert(sql, endpoint.name(), placed);
      }
      keep(sql, endpoint);
      return true;
    });
  }

  private static void insert(Sql sql, String endpoint, Placed placed) throws SQLException {
    Queued queued = placed.queued();
    sql.update(
        "insert or replace into message (endpoint, state, content_type, body, "
            + COLUMNS
            + ") values (?, 'waiting', ?, ?, ?, ?, ?, ?, ?, 0, 0, null, null, null)",
        endpoint,
        placed.message().contentType(),
        placed.message().body().getBytes(),
        queued.sequence(),
        queued.id(),
        queued.type().label(),
        String.join("\n", queued.subjects()),
        Micros.of(queued.recorded()));
  }

  /** What an endpoint is still to be sent, without the bodies. */
  List<Queued> waiting(String endpoint) {
    return look(sql ->
        sql.list(
            OutboxFile::queued,
            "select " + COLUMNS + " from message where state = 'waiting' and endpoint = ?",
            endpoint));
  }

  /** How many dead letters an endpoint has. */
  long dead(String endpoint) {
    return look(sql ->
        sql.number("select count(*) from message where state = 'dead' and endpoint = ?", endpoint));
  }

  /** Notes that an attempt begins, before it does; answers what is to be sent. */
  Message begin(String endpoint, Queued begun) {
    return commit(sql -> {
      sql.update(
          "update message set attempts = ?, first_attempt = ? where endpoint = ? and sequence = ?",
          begun.attempts(),
          time(begun.firstAttempt()),
          endpoint,
          begun.sequence());
      return sql.first(
              row ->
                  new Message(
                      begun.id(),
                      begun.type(),
                      String.join(", ", begun.subjects()),
                      begun.recorded(),
                      row.text(1),
                      Buffer.buffer(row.bytes(2))),
              "select content_type, body from message where endpoint = ? and sequence = ?",
              endpoint,
              begun.sequence())
          .orElseThrow(() -> new SQLException("message " + begun.sequence() + " is not there"));
    });
  }

  /** Notes that a message was delivered: the body is not needed any more. */
  void delivered(EndpointState endpoint, Queued message, String reply, Instant now) {
    end(
        endpoint,
        message,
        "update message set state = 'delivered', body = null, ended = ?, reply = ?",
        reply,
        now);
  }

  /** Notes that a message was given up: it is a dead letter from now on. */
  void gaveUp(EndpointState endpoint, Queued message, String reply, Instant now) {
    end(endpoint, message, "update message set state = 'dead', ended = ?, reply = ?", reply, now);
  }

  private void end(
      EndpointState endpoint, Queued message, String update, String reply, Instant now) {
    commit(sql -> {
      keep(sql, endpoint);
      return sql.update(
          update + " where endpoint = ? and sequence = ?",
          Micros.of(now),
          reply,
          endpoint.name(),
          message.sequence());
    });
  }

  /** Notes that a message is to be tried again. */
  void failed(EndpointState endpoint, Queued message, String reply) {
    commit(sql -> {
      keep(sql, endpoint);
      return sql.update(
          "update message set rung = ?, pause_from = ?, pause_until = ?, reply = ?"
              + " where endpoint = ? and sequence = ?",
          message.rung(),
          from(message.pause()),
          until(message.pause()),
          reply,
          endpoint.name(),
          message.sequence());
    });
  }

  /** The streams that were ever scanned, each with the log of that time. */
  Map<StreamId, String> streams() {
    Map<StreamId, String> streams = new HashMap<>();
    look(sql ->
        sql.list(
            row -> streams.put(new StreamId(row.text(1), row.text(2)), row.text(3)) == null,
            "select channel, quality, log_epoch from stream"));
    return streams;
  }

  void addStream(StreamId stream, String logEpoch) {
    commit(sql ->
        sql.update(
            "insert or ignore into stream values (?, ?, ?)",
            stream.channel(),
            stream.quality(),
            logEpoch));
  }

  /** Forgets what has been kept for long enough. */
  void prune(Instant now) {
    commit(sql ->
        sql.update(
                "delete from message where state = 'dead' and ended < ?",
                Micros.of(now.minus(DEAD_KEPT)))
            + sql.update(
                "delete from message where state = 'delivered' and (ended < ? or sequence <="
                    + " (select sequence from endpoint where name = message.endpoint) - ?)",
                Micros.of(now.minus(DELIVERED_KEPT)),
                DELIVERED_MOST));
  }

  /** Carries out an order of the operator's, all of it or nothing. */
  OutboxOrder.Result carryOut(OutboxOrder order) {
    return commit(order::in);
  }

  @Override
  public void close() {
    file.close();
  }
}
