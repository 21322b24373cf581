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
  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  @Test
  void givesBackWhatManyCollectionsLeft() {
    Thrift thrift = new Thrift(() -> {});
    thrift.giveBack();
    long before = collections();
    for (int i = 0; i < 20; i++) {
      System.gc();
    }
    thrift.look();

    assertThat(collections()).isGreaterThan(before + 20);
  }

  @Test
  void asksToGiveBackOnceMuchIsThatOnlyAFullCollectionFrees() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    Thrift thrift = new Thrift(asked::countDown);
    thrift.giveBack();

    List<byte[]> kept = new ArrayList<>();
    for (int i = 0; i < 64 && asked.getCount() > 0; i++) {
      for (int k = 0; k < 1_024; k++) {
        kept.add(new byte[1_024]);
      }
      System.gc(); // what is kept grows old
    }

    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(kept).isNotEmpty();
  }
}
