package io.segwatch.bench;

import io.segwatch.coverage.HourAnalyzer;
import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.HourSummary;
import org.openjdk.jmh.annotations.Benchmark;

/** Turns the names of an hour into its figures. */
public class HourBenchmark extends Benchmarks {
  private final HourAnalyzer analyzer = new HourAnalyzer();
  private final HourListing listing = FullHours.listing(0);

  @Benchmark
  public HourSummary hour() {
    return FullHours.summary(analyzer, 0, listing, Long.MIN_VALUE);
  }
}
