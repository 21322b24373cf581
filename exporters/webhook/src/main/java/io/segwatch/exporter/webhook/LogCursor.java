package io.segwatch.exporter.webhook;

import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.HoleLog;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** How far an endpoint has read the log, in memory. For one context. */
final class LogCursor {
  private static final Logger LOG = System.getLogger(LogCursor.class.getName());
  private static final long RETRY_MILLIS = 1_000;

  private final HoleLog log;
  private final Context context;

  /** Empty until the end of the log is known from which it is to be read. */
  private Optional<LogPosition> position;

  private LogPosition end = LogPosition.START;
  private boolean behind = true;
  private boolean reading;

  /**
   * A cursor after a position.
   *
   * @param position empty for wherever the log ends now
   */
  LogCursor(HoleLog log, Context context, Optional<LogPosition> position) {
    this.log = log;
    this.context = context;
    this.position = position;
  }

  /** Hears that the log has grown. */
  void grown(LogPosition end) {
    this.end = end;
    behind = true;
  }

  /** How many entries are known to be in the log that were not read. */
  long unread() {
    return position.map(read -> Math.max(0, end.sequence() - read.sequence())).orElse(0L);
  }

  /**
   * Reads on, if there is anything to read and it is not reading already.
   *
   * @param limit how many entries at most
   * @param consumer gets them, on the context; none if the log could not be read, a while after
   *     that
   */
  void read(int limit, Consumer<List<LogEntry>> consumer) {
    if (reading || !behind) {
      return;
    }
    reading = true;
    behind = false;
    Future<LogPosition> from = position.map(Future::succeededFuture).orElseGet(log::end);
    from.compose(start -> log.after(start, limit))
        .map(HoleLog.Slice::entries)
        // Always as a step of its own: the log may answer at once, or on any thread.
        .onSuccess(entries ->
            context.runOnContext(_ -> {
              LogPosition last = entries.isEmpty() ? from.result() : entries.getLast().position();
              done(last, entries.size() >= limit);
              consumer.accept(entries);
            }))
        .onFailure(failure -> context.runOnContext(_ -> retry(failure, consumer)));
  }

  private void done(LogPosition last, boolean more) {
    reading = false;
    behind |= more;
    position = Optional.of(last);
  }

  private void retry(Throwable failure, Consumer<List<LogEntry>> consumer) {
    LOG.log(Level.WARNING, "cannot read the log of holes: {0}", failure.toString());
    context
        .owner()
        .setTimer(
            RETRY_MILLIS,
            _ -> {
              reading = false;
              behind = true;
              consumer.accept(List.of());
            });
  }
}
