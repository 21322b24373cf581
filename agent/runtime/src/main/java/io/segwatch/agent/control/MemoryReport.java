package io.segwatch.agent.control;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;

/** What is in memory, and how busy the pools of threads are. */
final class MemoryReport {
  private MemoryReport() {}

  /**
   * All of it, memory in bytes; what has no bound has no {@code max}.
   *
   * @param meters where Vert.x measures its pools of threads
   */
  static JsonObject of(MeterRegistry meters) {
    return new JsonObject()
        .put("heap", of(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage()))
        .put("memory_pools", memoryPools())
        .put("buffer_pools", bufferPools())
        .put("worker_pools", workerPools(meters));
  }

  private static JsonArray memoryPools() {
    JsonArray pools = new JsonArray();
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      pools.add(of(pool.getUsage()).put("name", pool.getName()));
    }
    return pools;
  }

  private static JsonObject of(MemoryUsage usage) {
    JsonObject bytes =
        new JsonObject().put("used", usage.getUsed()).put("committed", usage.getCommitted());
    return usage.getMax() < 0 ? bytes : bytes.put("max", usage.getMax());
  }

  private static JsonArray bufferPools() {
    JsonArray pools = new JsonArray();
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      pools.add(new JsonObject().put("name", pool.getName()).put("used", pool.getMemoryUsed()));
    }
    if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider netty) {
      pools
          .add(
              new JsonObject()
                  .put("name", "netty heap")
                  .put("used", netty.metric().usedHeapMemory()))
          .add(
              new JsonObject()
                  .put("name", "netty direct")
                  .put("used", netty.metric().usedDirectMemory()));
    }
    return pools;
  }

  private static JsonArray workerPools(MeterRegistry meters) {
    JsonArray pools = new JsonArray();
    for (Gauge inUse : meters.find("vertx.pool.in.use").gauges()) {
      Gauge waiting = meters.get("vertx.pool.queue.pending").tags(inUse.getId().getTags()).gauge();
      pools.add(
          new JsonObject()
              .put("name", inUse.getId().getTag("pool_name"))
              .put("in_use", (long) inUse.value())
              .put("waiting", (long) waiting.value()));
    }
    return pools;
  }
}
