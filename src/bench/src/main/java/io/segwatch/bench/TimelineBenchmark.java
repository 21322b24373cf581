package io.segwatch.bench;

import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.Rules;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.Timeline;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/** Stitches a week. */
public class TimelineBenchmark extends Benchmarks {
  static final int HOURS = 170;

  private final List<HourSummary> hours = FullHours.summaries(HOURS);

  @Benchmark
  public Timeline timeline() {
    return Timeline.of(Rules.DEFAULT, hours, Spans.NONE);
  }
}
