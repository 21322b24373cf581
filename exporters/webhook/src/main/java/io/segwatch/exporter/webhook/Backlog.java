package io.segwatch.exporter.webhook;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.HoleLog;
import io.segwatch.exporter.Iteration;
import io.segwatch.exporter.webhook.EndpointState.Cursor;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the log for endpoints. It keeps nothing: where they are, they know. */
final class Backlog {
  /** How far back an endpoint begins that lost its place (alerts §2). */
  static final Duration REACH = Duration.ofDays(3);

  /** How many entries make one group at most. */
  static final int LONGEST_GROUP = 10_000;

  private static final int SLICE = 500;

  private final HoleLog log;
  private final KnownStreams streams;

  /**
   * What is in the log after a place.
   *
   * @param skipped up to where there is nothing that the endpoint wants to hear
   * @param since when the first thing was recorded that it does; empty if there is none
   */
  record Ahead(Cursor skipped, Optional<Instant> since) {}

  /**
   * What an endpoint is to be told.
   *
   * @param upTo the last entry of it
   * @param more whether there may be more after that
   */
  record Told(Group group, Cursor upTo, boolean more) {}

  /** The log ends before a place in it, or there is another entry: it is not the log it was. */
  static final class LostException extends Exception {
    private static final long serialVersionUID = 1;

    LostException() {
      super("the log of holes is another one");
    }
  }

  Backlog(HoleLog log, KnownStreams streams) {
    this.log = log;
    this.streams = streams;
  }

  private static Cursor cursor(LogEntry entry) {
    return new Cursor(entry.position(), Optional.of(kept(entry.at())));
  }

  /** As a file keeps it. */
  private static Instant kept(Instant moment) {
    return Micros.toInstant(Micros.of(moment));
  }

  /** Where the log ends now. */
  Future<Cursor> end() {
    return log.end()
        .compose(end ->
            end.sequence() == 0
                ? Future.succeededFuture(new Cursor(end, Optional.empty()))
                : log.after(new LogPosition(end.epoch(), end.sequence() - 1), 1)
                    .map(slice ->
                        slice.entries().stream()
                            .findFirst()
                            .map(Backlog::cursor)
                            .orElse(new Cursor(end, Optional.empty()))));
  }

  /** After what was recorded longer ago than an endpoint is told that knows nothing. */
  Future<Cursor> reach(Instant now) {
    record Reached(Cursor upTo, boolean more) {}
    Instant earliest = now.minus(REACH);
    return log.end()
        .map(end -> new Cursor(new LogPosition(end.epoch(), 0), Optional.empty()))
        .compose(beginning ->
            Iteration.from(
                new Reached(beginning, true),
                Reached::more,
                reached ->
                    log.after(reached.upTo().position(), SLICE)
                        .map(slice -> {
                          Cursor upTo = reached.upTo();
                          for (LogEntry entry : slice.entries()) {
                            if (!entry.at().isBefore(earliest)) {
                              return new Reached(upTo, false);
                            }
                            upTo = cursor(entry);
                          }
                          return new Reached(upTo, slice.entries().size() == SLICE);
                        })))
        .map(Reached::upTo);
  }

  /**
   * Whether the entry at a place is still the one that was read there; fails with {@link
   * LostException} if not.
   */
  Future<Void> verify(Cursor cursor) {
    LogPosition position = cursor.position();
    if (position.equals(LogPosition.START)) {
      return Future.succeededFuture();
    }
    if (position.sequence() == 0) {
      return log.after(position, 1).compose(Backlog::known).mapEmpty();
    }
    return log.after(new LogPosition(position.epoch(), position.sequence() - 1), 1)
        .compose(Backlog::known)
        .compose(entries -> {
          // What is long gone from the beginning of the log was right while it was there.
          boolean right =
              entries.stream()
                  .anyMatch(entry ->
                      entry.position().sequence() > position.sequence()
                          || Optional.of(kept(entry.at())).equals(cursor.at()));
          return right ? Future.succeededFuture() : Future.failedFuture(new LostException());
        });
  }

  private static Future<List<LogEntry>> known(HoleLog.Slice slice) {
    return slice.restarted()
        ? Future.failedFuture(new LostException())
        : Future.succeededFuture(slice.entries());
  }

  private Future<List<LogEntry>> after(LogPosition position, int limit) {
    return log.after(position, limit)
        .compose(slice ->
            position.equals(LogPosition.START)
                ? Future.succeededFuture(slice.entries())
                : known(slice));
  }

  /**
   * Entries of the log.
   *
   * @param upTo the last of them
   * @param more whether there may be more after that
   * @param open the holes that are open, where the log before this one was lost
   */
  record Entries(List<LogEntry> entries, Cursor upTo, boolean more, Optional<List<Hole>> open) {}

  /** The next entries after a place. */
  Future<Entries> next(Cursor from) {
    return after(from.position(), SLICE)
        .compose(entries -> {
          Cursor upTo = entries.isEmpty() ? from : cursor(entries.getLast());
          Entries next = new Entries(entries, upTo, entries.size() == SLICE, Optional.empty());
          boolean lost =
              entries.stream()
                  .anyMatch(entry ->
                      entry.event() instanceof Baseline baseline
                          && streams.wereLost(entry, baseline));
          return lost ? open(next) : Future.succeededFuture(next);
        });
  }

  /** No entries after a place, and what is open. */
  Future<Entries> allOpen(Cursor from) {
    return open(new Entries(List.of(), from, true, Optional.empty()));
  }

  private Future<Entries> open(Entries entries) {
    return log.open()
        .map(open ->
            new Entries(entries.entries(), entries.upTo(), entries.more(), Optional.of(open)));
  }

  /** Looks for the first thing after a place that an endpoint wants to hear. */
  Future<Ahead> look(Cursor from, EventFilter filter) {
    record Looked(Ahead ahead, boolean more) {}
    return Iteration.from(
            new Looked(new Ahead(from, Optional.empty()), true),
            Looked::more,
            looked ->
                after(looked.ahead().skipped().position(), SLICE)
                    .map(entries -> {
                      Cursor skipped = looked.ahead().skipped();
                      for (LogEntry entry : entries) {
                        if (filter.accepts(entry.event())) {
                          return new Looked(new Ahead(skipped, Optional.of(entry.at())), false);
                        }
                        skipped = cursor(entry);
                      }
                      return new Looked(
                          new Ahead(skipped, Optional.empty()), entries.size() == SLICE);
                    }))
        .map(Looked::ahead);
  }

  /** Gathers what an endpoint is to be told that has read up to a place. */
  Future<Told> gather(Cursor from, EventFilter filter) {
    record Gathered(Told told, int count) {}
    Group group = new Group(filter);
    return Iteration.from(
            new Gathered(new Told(group, from, true), 0),
            gathered -> gathered.told().more() && gathered.count() < LONGEST_GROUP,
            gathered ->
                after(gathered.told().upTo().position(), SLICE)
                    .compose(entries -> {
                      Cursor upTo =
                          entries.isEmpty() ? gathered.told().upTo() : cursor(entries.getLast());
                      boolean more = entries.size() == SLICE;
                      return addAll(group, entries)
                          .map(_ ->
                              new Gathered(
                                  new Told(group, upTo, more), gathered.count() + entries.size()));
                    }))
        .map(Gathered::told);
  }

  private Future<Void> addAll(Group group, List<LogEntry> entries) {
    Future<Void> added = Future.succeededFuture();
    for (LogEntry entry : entries) {
      if (entry.event() instanceof Baseline baseline && streams.wereLost(entry, baseline)) {
        added = added.compose(_ -> addOpen(group, entry, baseline));
      } else {
        group.add(entry);
      }
    }
    return added;
  }

  private Future<Void> addOpen(Group group, LogEntry entry, Baseline baseline) {
    return log.open()
        .onSuccess(open ->
            open.stream()
                .filter(hole -> baseline.streams().contains(hole.stream()))
                .filter(hole -> wasOpenAt(hole, entry.at()))
                .forEach(hole -> group.addRecovered(entry.position(), entry.at(), hole)))
        .mapEmpty();
  }

  /** Holes that are open, and whose openings lie before a place. */
  Future<Told> open(Cursor from, EventFilter filter) {
    Group group = new Group(filter);
    return log.open()
        .map(open -> {
          from.at()
              .ifPresent(at ->
                  open.stream()
                      .filter(hole -> wasOpenAt(hole, at))
                      .forEach(hole -> group.addRecovered(from.position(), at, hole)));
          return new Told(group, from, true);
        });
  }

  private static boolean wasOpenAt(Hole hole, Instant at) {
    return hole.confirmed().filter(confirmed -> !kept(confirmed).isAfter(kept(at))).isPresent();
  }
}
