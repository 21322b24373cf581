package io.segwatch.exporter.webhook;

import io.segwatch.coverage.Micros;
import io.segwatch.exporter.webhook.message.IsoTime;
import io.segwatch.statefile.Row;
import io.segwatch.statefile.Sql;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message as the operator sees it; nothing in it is secret.
 *
 * @param state {@code waiting}, {@code delivered} or {@code dead}
 * @param body empty where it is not kept, or was not asked for
 * @param due until when it rests, if it does
 * @param ended when it was delivered or given up
 * @param reply what came of the last attempt
 */
record OutboxEntry(
    String endpoint,
    long number,
    String state,
    String id,
    String type,
    String subject,
    String recorded,
    int attempts,
    Optional<String> due,
    Optional<String> ended,
    Optional<String> reply,
    String contentType,
    Optional<String> body) {
  private static final String SELECT =
      "select message.endpoint, message.sequence, message.state, message.id, message.type,"
          + " message.subjects, message.recorded, message.attempts,"
          + " max(ifnull(message.pause_until, 0), ifnull(endpoint.pause_until, 0)),"
          + " message.ended, message.reply, message.content_type, ";

  private static final String FROM =
      " from message left join endpoint on endpoint.name = message.endpoint";

  /** Messages in these states, of one endpoint or of all, without their bodies. */
  static List<OutboxEntry> list(Sql sql, List<String> states, Optional<String> endpoint)
      throws SQLException {
    return sql.list(
        OutboxEntry::of,
        SELECT
            + "null"
            + FROM
            + " where (message.state = ? or message.state = ? or message.state = ?)"
            + " and (? is null or message.endpoint = ?)"
            + " order by message.endpoint, message.sequence",
        states.getFirst(),
        states.size() > 1 ? states.get(1) : "",
        states.size() > 2 ? states.get(2) : "",
        endpoint,
        endpoint);
  }

  /** A message, with its body. */
  static Optional<OutboxEntry> find(Sql sql, String endpoint, long number) throws SQLException {
    return sql.first(
        OutboxEntry::of,
        SELECT
            + "cast(message.body as text)"
            + FROM
            + " where message.endpoint = ? and message.sequence = ?",
        endpoint,
        number);
  }

  private static OutboxEntry of(Row row) throws SQLException {
    String state = row.text(3);
    boolean waits = state.equals("waiting") && row.number(9) > 0;
    return new OutboxEntry(
        row.text(1),
        row.number(2),
        state,
        row.text(4),
        row.text(5),
        row.text(6).split("\n", 2)[0],
        time(row.number(7)),
        (int) row.number(8),
        waits ? Optional.of(time(row.number(9))) : Optional.empty(),
        time(row.optionalNumber(10)),
        row.optionalText(11),
        row.text(12),
        row.optionalText(13));
  }

  private static String time(long micros) {
    return IsoTime.millis(Micros.toInstant(micros));
  }

  private static Optional<String> time(OptionalLong micros) {
    return micros.isPresent() ? Optional.of(time(micros.getAsLong())) : Optional.empty();
  }

  JsonObject json() {
    JsonObject json =
        new JsonObject()
            .put("endpoint", endpoint)
            .put("number", number)
            .put("state", state)
            .put("id", id)
            .put("type", type)
            .put("subject", subject)
            .put("recorded", recorded)
            .put("attempts", attempts);
    due.ifPresent(time -> json.put("due", time));
    ended.ifPresent(time -> json.put(state.equals("dead") ? "given_up" : "delivered", time));
    reply.ifPresent(words -> json.put("last_reply", words));
    body.ifPresent(text -> json.put("content_type", contentType).put("body", text));
    return json;
  }

  /** One line for people; those of several line up. */
  String line() {
    return Printable.line(
        "%-12s %6d  %-9s  %-24s  %-28s  %s  %s"
            .formatted(endpoint, number, state, recorded, type, subject, fate()));
  }

  private String fate() {
    String tried = attempts == 0 ? "" : attempts == 1 ? "1 attempt" : attempts + " attempts";
    return String.join(
        ", ",
        List.of(
                tried,
                reply.map(words -> "last: " + words).orElse(""),
                due.map(time -> "next: " + time).orElse(""),
                ended.map(time -> state + " " + time).orElse(""))
            .stream()
            .filter(part -> !part.isEmpty())
            .toList());
  }
}
