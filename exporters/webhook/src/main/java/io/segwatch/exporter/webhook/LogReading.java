package io.segwatch.exporter.webhook;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/**
 * How an endpoint reads the log of holes: one read at a time, and what is found is taken in as a
 * step of its own on the exporter's context, as the log may answer at once or on any thread.
 */
final class LogReading {
  private static final Logger LOG = System.getLogger(LogReading.class.getName());
  private static final long RETRY_MILLIS = 1_000;

  private final Context context;
  private final Runnable taken;
  private final Runnable lost;
  private final Runnable again;
  private boolean underWay;
  private boolean stopped;

  /**
   * None yet.
   *
   * @param taken runs after what was found was taken in
   * @param lost runs where the log is not the one that it was
   * @param again runs some time after it could not be read
   */
  LogReading(Context context, Runnable taken, Runnable lost, Runnable again) {
    this.context = context;
    this.taken = taken;
    this.lost = lost;
    this.again = again;
  }

  boolean isUnderWay() {
    return underWay;
  }

  /** Begins a read. */
  <T> void begin(Future<T> answer, Consumer<T> then) {
    underWay = true;
    answer.onComplete(done ->
        context.runOnContext(_ -> {
          if (stopped) {
            return;
          }
          if (done.succeeded()) {
            underWay = false;
            then.accept(done.result());
            taken.run();
          } else if (done.cause() instanceof Backlog.LostException) {
            underWay = false;
            lost.run();
          } else {
            LOG.log(Level.WARNING, "cannot read the log of holes: {0}", done.cause().toString());
            context.owner().setTimer(RETRY_MILLIS, _ -> retry());
          }
        }));
  }

  private void retry() {
    if (!stopped) {
      underWay = false;
      again.run();
    }
  }

  /** Nothing that is found after this is taken in. */
  void stop() {
    stopped = true;
  }
}
