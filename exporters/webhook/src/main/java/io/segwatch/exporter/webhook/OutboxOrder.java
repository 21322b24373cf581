package io.segwatch.exporter.webhook;

import io.segwatch.statefile.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the operator wants to be done with messages of an endpoint (alerts §5).
 *
 * @param numbers their {@code endpoint_sequence}; none for all dead letters
 */
record OutboxOrder(Kind kind, String endpoint, List<Long> numbers) {
  /** What is to be done. */
  enum Kind {
    /** Send it again, now, and for another 72 hours; an endpoint that was gone is tried again. */
    REPLAY,
    /** Forget it. */
    DROP;

    /** As the word of a command, and of a path. */
    String word() {
      return this == REPLAY ? "replay" : "drop";
    }
  }

  /**
   * What came of it.
   *
   * @param done whether anything was to be done; if not, nothing was changed
   * @param words for people
   */
  record Result(boolean done, String words) {}

  /** Carries it out within a transaction. */
  Result in(Sql sql) throws SQLException {
    if (sql.number("select count(*) from endpoint where name = ?", endpoint) == 0) {
      return new Result(false, "there is no endpoint '" + endpoint + "' in the outbox");
    }
    if (kind == Kind.REPLAY
        && sql.number(
                "select count(*) from endpoint where name = ? and removed is not null", endpoint)
            > 0) {
      return new Result(
          false,
          "endpoint '" + endpoint + "' is not configured any more: nothing can be sent to it");
    }
    List<Long> missing = new ArrayList<>();
    for (long number : numbers) {
      if (sql.number(
              "select count(*) from message where endpoint = ? and sequence = ?"
                  + " and state in ('dead', 'waiting')",
              endpoint,
              number)
          == 0) {
        missing.add(number);
      }
    }
    if (!missing.isEmpty()) {
      return new Result(
          false,
          "endpoint '"
              + endpoint
              + "' has no message that waits or was given up with the number "
              + String.join(", ", missing.stream().map(number -> Long.toString(number)).toList()));
    }
    return new Result(true, words(change(sql)));
  }

  private int change(Sql sql) throws SQLException {
    String change =
        kind == Kind.DROP
            ? "delete from message"
            : "update message set state = 'waiting', rung = 0, first_attempt = null,"
                + " pause_from = null, pause_until = null, ended = null";
    int changed = 0;
    if (numbers.isEmpty()) {
      changed = sql.update(change + " where endpoint = ? and state = 'dead'", endpoint);
    }
    for (long number : numbers) {
      changed += sql.update(change + " where endpoint = ? and sequence = ?", endpoint, number);
    }
    if (kind == Kind.REPLAY) {
      sql.update(
          "update endpoint set gone_under = null, rung = 0, pause_from = null, pause_until = null"
              + " where name = ?",
          endpoint);
    }
    return changed;
  }

  private String words(int changed) {
    String messages = changed == 1 ? "1 message" : changed + " messages";
    return kind == Kind.DROP
        ? messages + " of " + endpoint + " dropped"
        : messages + " of " + endpoint + " to be sent again";
  }
}
