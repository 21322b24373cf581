package io.segwatch.agent.scan;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The threads that may touch the recordings' disk, and no others do. */
public final class ScanPool {
  private static final int THREADS = 2;

  private final WorkerExecutor threads;

  /** The pool of an agent. */
  public ScanPool(Vertx vertx) {
    // Health tells of a scan that hangs; a large first one may well take long.
    threads = vertx.createSharedWorkerExecutor("segwatch-scan", THREADS, 1, TimeUnit.HOURS);
  }

  /** Does some work there; the answer arrives on the caller's context. */
  public <T> Future<T> call(Callable<T> work) {
    return threads.executeBlocking(work, false).map(answer -> Objects.requireNonNull(answer));
  }
}
