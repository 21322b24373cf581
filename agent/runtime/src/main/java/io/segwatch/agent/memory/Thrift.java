package io.segwatch.agent.memory;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.management.Notification;
import javax.management.NotificationEmitter;

/**
 * Gives memory back that only work that is done needed, the start above all: to the recorder and
 * the page cache, which the node is for.
 */
public final class Thrift {
  private static final System.Logger LOG = System.getLogger(Thrift.class.getName());
  private static final long EVERY = Duration.ofMinutes(10).toNanos();

  /** After so many collections there was work, such as many scrapes. */
  private static final long MANY_COLLECTIONS = 20;

  /** So much more, in bytes, is mostly garbage; left alone, Java first fills all of the heap. */
  private static final long MUCH = 4 << 20;

  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans();

  /** Those that only a full collection empties. */
  private final List<MemoryPoolMXBean> oldPools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
          .toList();

  private Optional<CleanPages> pages = Optional.empty();
  private long gaveBack = System.nanoTime();
  private long collectionsThen;

  /**
   * Gives nothing back yet.
   *
   * @param wanted hears, on any thread, that there is much to be given back now
   */
  public Thrift(Runnable wanted) {
    if (ManagementFactory.getMemoryMXBean() instanceof NotificationEmitter emitter) {
      emitter.addNotificationListener(
          (Notification notification, Object _) -> {
            if (notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED)) {
              wanted.run();
            }
          },
          null,
          null);
    }
  }

  /** Gives back if that was long ago, or much was done since; to be called every few seconds. */
  public void look() {
    if (System.nanoTime() - gaveBack > EVERY
        || collections() - collectionsThen >= MANY_COLLECTIONS) {
      giveBack();
    }
  }

  private long collections() {
    return collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
  }

  /** Collects garbage, lets the heap shrink, and gives back clean pages; takes some 30 ms. */
  public void giveBack() {
    System.gc(); // the launcher lets the heap shrink to what is in use at once
    for (MemoryPoolMXBean pool : oldPools) {
      MemoryUsage usage = pool.getUsage();
      long much = usage.getUsed() + MUCH;
      pool.setUsageThreshold(usage.getMax() < 0 ? much : Math.min(much, usage.getMax()));
    }
    try {
      if (pages.isEmpty()) {
        pages = Optional.of(CleanPages.find());
      }
      pages.get().giveBack();
    } catch (IOException | LinkageError | IllegalCallerException e) {
      LOG.log(DEBUG, "clean pages stay: {0}", e.toString());
    }
    gaveBack = System.nanoTime();
    collectionsThen = collections();
  }
}
