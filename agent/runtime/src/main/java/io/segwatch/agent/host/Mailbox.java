package io.segwatch.agent.host;

import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.Subscription;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What waits to be heard by one exporter: only the newest scan of each stream and the newest log
 * position, so that an exporter that is slow, or stuck, costs no more than that. Filled by any
 * thread, emptied on the exporter's own.
 */
final class Mailbox {
  private final Context context;
  private final List<Consumer<ChannelScan>> scanConsumers = new CopyOnWriteArrayList<>();
  private final List<Consumer<LogPosition>> growthConsumers = new CopyOnWriteArrayList<>();
  private final Map<StreamId, ChannelScan> scans = new LinkedHashMap<>();
  private Optional<LogPosition> growth = Optional.empty();
  private boolean emptying;

  Mailbox(Context context) {
    this.context = context;
  }

  Subscription onScan(Consumer<ChannelScan> consumer) {
    scanConsumers.add(consumer);
    return () -> scanConsumers.remove(consumer);
  }

  Subscription onGrowth(Consumer<LogPosition> consumer) {
    growthConsumers.add(consumer);
    return () -> growthConsumers.remove(consumer);
  }

  synchronized void put(Collection<ChannelScan> newScans) {
    newScans.forEach(scan -> scans.put(scan.stream(), scan));
    wake();
  }

  synchronized void put(LogPosition position) {
    growth = Optional.of(position);
    wake();
  }

  private void wake() {
    if (!emptying) {
      emptying = true;
      context.runOnContext(_ -> empty());
    }
  }

  private void empty() {
    List<ChannelScan> waiting;
    Optional<LogPosition> grown;
    synchronized (this) {
      waiting = new ArrayList<>(scans.values());
      scans.clear();
      grown = growth;
      growth = Optional.empty();
      emptying = false;
    }
    for (ChannelScan scan : waiting) {
      scanConsumers.forEach(consumer -> consumer.accept(scan));
    }
    grown.ifPresent(position -> growthConsumers.forEach(consumer -> consumer.accept(position)));
  }
}
