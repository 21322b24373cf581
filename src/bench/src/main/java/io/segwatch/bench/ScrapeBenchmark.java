package io.segwatch.bench;

import io.segwatch.coverage.Rules;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.Timeline;
import io.segwatch.exporter.Settings;
import io.segwatch.exporter.prometheus.PrometheusExporterProvider;
import io.segwatch.exporter.testkit.FakeAgent;
import io.segwatch.exporter.testkit.Recording;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.TearDown;

/** Serves the metrics of two weeks in four qualities as Prometheus asks for them. */
public class ScrapeBenchmark extends Benchmarks {
  static final int HOURS = 336;

  private final FakeAgent agent = new FakeAgent();

  public ScrapeBenchmark() {
    agent.start(new PrometheusExporterProvider().create(new Settings(Map.of())));
    Timeline timeline = Timeline.of(Rules.DEFAULT, FullHours.summaries(HOURS), Spans.NONE);
    for (String quality : List.of("source", "high", "medium", "low")) {
      agent.tell(Recording.scanOf(new StreamId("desertbus", quality), timeline));
    }
  }

  @Benchmark
  public FakeAgent.Answer scrape() {
    return agent.get("/metrics", "Accept-Encoding", "gzip");
  }

  @TearDown(Level.Trial)
  public void close() {
    agent.close();
  }
}
