package io.segwatch.bench;

import io.segwatch.coverage.SegmentNameParser;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;

/** Reads the names of an hour, tombstones among them. */
public class ParseBenchmark extends Benchmarks {
  private final SegmentNameParser parser = new SegmentNameParser();
  private final byte[][] names =
      FullHours.names(0).stream()
          .map(name -> name.getBytes(StandardCharsets.US_ASCII))
          .toArray(byte[][]::new);

  /** Answers how long all of them are together, in microseconds. */
  @Benchmark
  public long parse() {
    long duration = 0;
    for (byte[] name : names) {
      if (parser.parse(name, 0, name.length)) {
        duration += parser.duration();
      }
    }
    return duration;
  }
}
