package io.segwatch.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThriftTest {
  private static final int ROUNDS = 10;

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  @Test
  void givesBackOnceMuchIsThatOnlyAFullCollectionFrees() throws InterruptedException {
    CountDownLatch wanted = new CountDownLatch(1);
    Thrift thrift = new Thrift(wanted::countDown);
    thrift.giveBack();
    List<byte[]> kept = new ArrayList<>();
    // More than once, as what other tests have left may go meanwhile, and outweigh it.
    for (int round = 0; round < ROUNDS && wanted.getCount() > 0; round++) {
      for (int i = 0; i < 8 * 1_024; i++) {
        kept.add(new byte[1_024]);
      }
      System.gc(); // what is kept grows old
      var _ = wanted.await(1, TimeUnit.SECONDS);
    }
    assertThat(wanted.getCount()).isZero();
    long before = collections();

    thrift.look();

    assertThat(collections()).isGreaterThan(before);
    assertThat(kept).isNotEmpty();
  }
}
