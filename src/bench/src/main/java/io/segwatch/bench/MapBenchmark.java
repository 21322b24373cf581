package io.segwatch.bench;

import io.segwatch.coverage.HourName;
import io.segwatch.exporter.Settings;
import io.segwatch.exporter.map.MapExporterProvider;
import io.segwatch.exporter.testkit.FakeAgent;
import io.segwatch.exporter.testkit.Recording;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.TearDown;

/** Draws a week, for someone who asks for it. */
public class MapBenchmark extends Benchmarks {
  /** Not the default map, which is drawn only once. */
  private static final String WEEK =
      "/maps/desertbus/source.png?from=" + HourName.of(FullHours.FIRST);

  private final FakeAgent agent = new FakeAgent();

  public MapBenchmark() {
    agent.start(new MapExporterProvider().create(new Settings(Map.of("output-dir", ""))));
    agent.tell(Recording.scanOf(Recording.STREAM, new TimelineBenchmark().timeline()));
  }

  @Benchmark
  public FakeAgent.Answer map() {
    return agent.get(WEEK);
  }

  @TearDown(Level.Trial)
  public void close() {
    agent.close();
  }
}
