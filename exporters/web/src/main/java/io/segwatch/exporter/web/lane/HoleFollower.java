package io.segwatch.exporter.web.lane;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.HoleLog;
import io.segwatch.exporter.Iteration;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;

/** Keeps what the book knows of holes up to date with the log. Used on one thread. */
public final class HoleFollower {
  private static final System.Logger LOG = System.getLogger(HoleFollower.class.getName());
  private static final int SLICE = 500;

  private static final int MOST_FILLED = 20_000;

  private static final HoleQuery FILLED =
      HoleQuery.ALL.in(Set.of(HoleState.FILLED)).by(HoleQuery.Order.START, true);

  private static final HoleQuery PLANNED =
      HoleQuery.ALL
          .ofPlannedBreaks()
          .in(Set.of(HoleState.SEEN, HoleState.CONFIRMED))
          .by(HoleQuery.Order.START, true);

  private final HoleLog log;
  private final LaneBook book;

  /** How far the log has been read; nothing where all is to be read anew. */
  private Optional<LogPosition> position = Optional.empty();

  private boolean reading;
  private boolean failing;

  public HoleFollower(HoleLog log, LaneBook book) {
    this.log = log;
    this.book = book;
  }

  /**
   * Reads on. Where the log cannot be read, holes stay as they are known, and it is tried again the
   * next time.
   */
  public Future<Void> readOn() {
    if (reading) {
      return Future.succeededFuture();
    }
    reading = true;
    return Iteration.from(true, more -> more, _ -> readMore())
        .compose(_ -> readPlan())
        .onSuccess(_ -> report(false, ""))
        .onFailure(e -> report(true, e.toString()))
        .otherwiseEmpty()
        .eventually(() -> {
          reading = false;
          return Future.succeededFuture();
        });
  }

  /** Answers whether there may be more. */
  private Future<Boolean> readMore() {
    return position.isEmpty() ? readAll() : readSlice(position.get());
  }

  /** What happens while the holes are read is read once more afterwards: it does no harm. */
  private Future<Boolean> readAll() {
    HoleIndex holes = new HoleIndex();
    return log.end()
        .compose(end ->
            readFilled(holes)
                .compose(_ -> log.open())
                .map(open -> {
                  holes.put(open);
                  book.reload(holes);
                  position = Optional.of(end);
                  return true;
                }));
  }

  /** The newest of them, a page at a time. */
  private Future<?> readFilled(HoleIndex holes) {
    record Filled(Optional<HoleQuery> next, int read) {}
    return Iteration.from(
        new Filled(Optional.of(FILLED), 0),
        filled -> filled.next().isPresent() && filled.read() < MOST_FILLED,
        filled ->
            log.find(filled.next().get())
                .map(page -> {
                  holes.put(page.holes());
                  return new Filled(
                      page.next().map(FILLED::after), filled.read() + page.holes().size());
                }));
  }

  /** The log does not tell of them. */
  private Future<Void> readPlan() {
    return log.find(PLANNED).onSuccess(page -> book.plan(page.holes())).mapEmpty();
  }

  private Future<Boolean> readSlice(LogPosition from) {
    return log.after(from, SLICE)
        .map(slice -> {
          if (slice.restarted() || slice.entries().stream().anyMatch(HoleFollower::isBaseline)) {
            position = Optional.empty();
            return true;
          }
          if (slice.entries().isEmpty()) {
            return false;
          }
          book.hear(slice.entries());
          position = Optional.of(slice.entries().getLast().position());
          return true;
        });
  }

  /** The holes of a baseline have no entries of their own. */
  private static boolean isBaseline(LogEntry entry) {
    return entry.event() instanceof Baseline;
  }

  private void report(boolean fails, String why) {
    if (fails && !failing) {
      LOG.log(WARNING, "the log of holes cannot be read, the page may be behind: {0}", why);
    } else if (!fails && failing) {
      LOG.log(INFO, "the log of holes is read again");
    }
    failing = fails;
  }
}
