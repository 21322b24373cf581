package io.segwatch.exporter.testkit;

import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HolePage;
import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.HoleLog;
import io.segwatch.exporter.Subscription;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A log that a test writes. */
public final class FakeHoleLog implements HoleLog {
  private final Clock clock;
  private final Consumer<Runnable> exporterThread;
  private final List<Consumer<LogPosition>> readers = new CopyOnWriteArrayList<>();
  private final List<LogEntry> entries = new ArrayList<>();
  private final KnownHoles known = new KnownHoles();
  private final AtomicInteger failuresToCome = new AtomicInteger();
  private String epoch = "k3v9";

  FakeHoleLog(Clock clock, Consumer<Runnable> exporterThread) {
    this.clock = clock;
    this.exporterThread = exporterThread;
  }

  /** Appends events, which happen now, and waits until the exporter has heard that it grew. */
  public void write(LogEvent... events) {
    LogPosition end;
    synchronized (this) {
      for (LogEvent event : events) {
        LogPosition position = new LogPosition(epoch, entries.size() + 1L);
        entries.add(new LogEntry(position, clock.instant(), event));
        learn(event);
      }
      end = endNow();
    }
    exporterThread.accept(() -> readers.forEach(reader -> reader.accept(end)));
  }

  private void learn(LogEvent event) {
    switch (event) {
      case HoleTransition(_, Hole hole, _) -> known.put(hole);
      case Baseline baseline -> baseline.longest().forEach(known::put);
      default -> {}
    }
  }

  /**
   * Makes holes known of which the log tells nothing: such as are only seen, were there before
   * anybody watched, or are planned; one with an id that is known takes its place.
   */
  public synchronized void know(Hole... holes) {
    for (Hole hole : holes) {
      known.put(hole);
    }
  }

  /** Loses all that was written, and begins anew in another epoch. */
  public synchronized void lose(String nextEpoch) {
    entries.clear();
    known.clear();
    epoch = nextEpoch;
  }

  /** Is from now on as it was when it had so many entries: as where an old copy is restored. */
  public synchronized void rewind(int kept) {
    entries.subList(kept, entries.size()).clear();
    known.clear();
    entries.forEach(entry -> learn(entry.event()));
  }

  /** Lets the next calls of {@link #after} fail. */
  public void failNext(int reads) {
    failuresToCome.set(reads);
  }

  void forgetReaders() {
    readers.clear();
  }

  @Override
  public synchronized Future<List<Hole>> open() {
    return Future.succeededFuture(known.open());
  }

  @Override
  public synchronized Future<HolePage> find(HoleQuery query) {
    try {
      return Future.succeededFuture(known.find(query, endNow()));
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
  }

  @Override
  public synchronized Future<LogPosition> end() {
    return Future.succeededFuture(endNow());
  }

  private LogPosition endNow() {
    return new LogPosition(epoch, entries.size());
  }

  @Override
  public synchronized Future<Slice> after(LogPosition position, int limit) {
    if (failuresToCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return Future.failedFuture(new IOException("the disk is away"));
    }
    boolean known = position.epoch().equals(epoch) && position.sequence() <= entries.size();
    int from = known ? (int) position.sequence() : 0;
    int to = Math.min(entries.size(), from + limit);
    return Future.succeededFuture(new Slice(List.copyOf(entries.subList(from, to)), !known));
  }

  @Override
  public Subscription onGrowth(Consumer<LogPosition> consumer) {
    readers.add(consumer);
    return () -> readers.remove(consumer);
  }
}
