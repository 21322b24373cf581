package io.segwatch.agent.scan;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.segwatch.coverage.StorageFault;
import io.segwatch.coverage.StreamId;
import io.segwatch.storage.StreamScan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is counted of the scans of one stream; every series is there from the start. */
final class ScanMeters {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10),
    Duration.ofSeconds(60)
  };

  private final MeterRegistry registry;
  private final Timer duration;
  private final Counter listed;
  private final Counter unchanged;
  private final Counter broken;
  private final Map<StorageFault.Reason, Counter> failures =
      new EnumMap<>(StorageFault.Reason.class);

  ScanMeters(MeterRegistry registry, StreamId stream) {
    this.registry = registry;
    Tags tags = Tags.of("channel", stream.channel(), "quality", stream.quality());
    duration =
        Timer.builder("segwatch.scan.duration")
            .description("How long a scan of the stream took")
            .serviceLevelObjectives(BUCKETS)
            .tags(tags)
            .register(registry);
    listed = counter("segwatch.hour.directories.listed", "Hour directories that were listed", tags);
    unchanged =
        counter(
            "segwatch.hour.directories.unchanged",
            "Hours known to be unchanged without a listing",
            tags);
    broken = failureCounter(tags.and("reason", "internal"));
    for (StorageFault.Reason reason : StorageFault.Reason.values()) {
      failures.put(reason, failureCounter(tags.and("reason", reason.label())));
    }
  }

  private Counter failureCounter(Tags tags) {
    return counter(
        "segwatch.scan.failures", "Streams and hours that a scan could not read, by reason", tags);
  }

  private Counter counter(String name, String description, Tags tags) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }

  void scanned(StreamScan scan, Duration took) {
    duration.record(took);
    listed.increment(scan.listed());
    unchanged.increment(scan.unchanged());
    scan.fault().ifPresent(this::failed);
    scan.faults().forEach(this::failed);
  }

  private void failed(StorageFault fault) {
    Counter counter = failures.get(fault.reason());
    if (counter != null) {
      counter.increment();
    }
  }

  void broke() {
    broken.increment();
  }

  /** Takes the series away with their stream. */
  void close() {
    List<Meter> all = new ArrayList<>(failures.values());
    all.addAll(List.of(duration, listed, unchanged, broken));
    all.forEach(registry::remove);
  }
}
