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

  /** Between two times on average, so that it never takes more than a few hundredths of the CPU. */
  private static final long REST = Duration.ofMillis(500).toNanos();

  /** In a storm, so many times may follow each other without a rest. */
  private static final int BURST = 16;

  /** After so many collections there was work, such as many scrapes. */
  private static final long MANY_COLLECTIONS = 20;

  /** So much more, in bytes, is mostly garbage; left alone, Java first fills the whole heap. */
  private static final long MUCH = 2 << 20;

  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans();

  /** Those that only a full collection empties. */
  private final List<MemoryPoolMXBean> oldPools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
          .toList();

  private Optional<CleanPages> pages = Optional.empty();
  private long gaveBack = System.nanoTime();

  /** When it has rested for all the times that it gave back. */
  private long rested = gaveBack;

  private long collectionsThen;
  private long oldThen;

  /**
   * Gives nothing back yet.
   *
   * @param wanted hears, on any thread, when it is time to {@link #look}, sooner than usual
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

  /** Gives back if there is much, or that was long ago; to be called twice a second or so. */
  public void look() {
    long now = System.nanoTime();
    long debt = rested - now;
    if ((debt < BURST * REST && old() - oldThen >= MUCH)
        || (debt < 0 && collections() - collectionsThen >= MANY_COLLECTIONS)
        || now - gaveBack > EVERY) {
      giveBack();
    }
  }

  private long old() {
    return oldPools.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
  }

  private long collections() {
    return collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
  }

  /** Collects garbage, lets the heap shrink, and gives back clean pages; takes some 40 ms. */
  public void giveBack() {
    giveBackPages(); // else the pages of the collection come on top of the pages of the work
    System.gc(); // the launcher lets the heap shrink to what is in use at once
    giveBackPages();
    oldThen = 0;
    for (MemoryPoolMXBean pool : oldPools) {
      MemoryUsage usage = pool.getUsage();
      oldThen += usage.getUsed();
      long much = usage.getUsed() + MUCH;
      pool.setUsageThreshold(usage.getMax() < 0 ? much : Math.min(much, usage.getMax()));
    }
    gaveBack = System.nanoTime();
    rested = Math.max(rested, gaveBack) + REST;
    collectionsThen = collections();
  }

  private void giveBackPages() {
    try {
      if (pages.isEmpty()) {
        pages = Optional.of(CleanPages.find());
      }
      pages.get().giveBack();
    } catch (IOException | LinkageError | IllegalCallerException e) {
      LOG.log(DEBUG, "clean pages stay: {0}", e.toString());
    }
  }
}
