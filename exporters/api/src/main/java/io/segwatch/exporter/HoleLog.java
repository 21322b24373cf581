package io.segwatch.exporter;

import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HolePage;
import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogPosition;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/** The ledger as an exporter sees it: what is open now, and everything that happened, in order. */
public interface HoleLog {
  /** Confirmed holes that have not ended. */
  Future<List<Hole>> open();

  /**
   * The holes that a query asks for, also those that have ended, a page at a time: pages that are
   * turned by their cursor miss nothing and repeat nothing while holes change.
   *
   * @return fails with {@link IllegalArgumentException} if the cursor is none, or is of a log that
   *     was lost
   */
  Future<HolePage> find(HoleQuery query);

  /** Where the log ends now. */
  Future<LogPosition> end();

  /**
   * What happened after a position, oldest first, at most {@code limit} entries.
   *
   * <p>A position of another epoch, or past the end, means that the log was lost: the answer starts
   * at its beginning, and says so.
   */
  Future<Slice> after(LogPosition position, int limit);

  /** Hears that the log has grown. It is a hint: read {@link #after} from your own position. */
  Subscription onGrowth(Consumer<LogPosition> consumer);

  /**
   * A part of the log.
   *
   * @param restarted whether it starts at the beginning because the position means nothing here
   */
  record Slice(List<LogEntry> entries, boolean restarted) {}
}
