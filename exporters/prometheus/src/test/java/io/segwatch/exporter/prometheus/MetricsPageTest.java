package io.segwatch.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.testkit.FakeAgent;
import io.segwatch.exporter.testkit.FakeAgent.Answer;
import io.segwatch.exporter.testkit.Recording;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsPageTest {
  private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";
  private static final String RAW = "{channel=desertbus, kind=raw, quality=source}";

  @AutoClose private final FakeAgent agent = new FakeAgent();

  @BeforeEach
  void start() {
    agent.tell(withHole());
    agent.start(new PrometheusExporter(336));
  }

  private static ChannelScan withHole() {
    return new Recording()
        .hour("2026-11-20T10", "00:00-60-full-aaaa.ts", "01:30-60-full-aaaa.ts")
        .scan();
  }

  private static ChannelScan withoutHole() {
    return new Recording().hour("2026-11-20T10", "00:00-60-full-aaaa.ts").scan();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*",
        "text/plain",
        "text/html,application/xhtml+xml,*/*;q=0.8",
        "text/plain;version=0.0.4;q=1,*/*;q=0.1",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
        "''",
      })
  void isPlainTextUnlessOpenMetricsIsAccepted(String accept) {
    Answer answer = agent.get("/metrics", "accept", accept);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().get("content-type"))
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(Scrape.of(answer.text()).value("segwatch_holes", RAW)).isEqualTo(1);
  }

  @Test
  void asksAgainWhereASeriesIsReplacedAtThatVeryMoment() {
    AtomicInteger scrapes = new AtomicInteger();
    MetricSnapshot series =
        GaugeSnapshot.builder()
            .name("replaced")
            .dataPoint(GaugeDataPointSnapshot.builder().value(7).build())
            .build();
    MultiCollector replaced =
        () ->
            scrapes.incrementAndGet() == 1
                ? MetricSnapshots.of(series, series)
                : MetricSnapshots.of(series);
    agent.meters().getPrometheusRegistry().register(replaced);

    assertThat(Scrape.of(agent.get("/metrics").text()).value("replaced", "{}")).isEqualTo(7);
    assertThat(scrapes).hasValue(2);
  }

  @Test
  void isPlainTextWithoutAnyAcceptHeader() {
    assertThat(agent.get("/metrics").headers().get("content-type"))
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/openmetrics-text",
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;"
            + "q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
            + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,*/*;q=0.1",
      })
  void isOpenMetricsWhereThatIsAccepted(String accept) {
    Answer answer = agent.get("/metrics", "accept", accept);

    assertThat(answer.headers().get("content-type"))
        .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(OpenMetrics.read(answer.text()))
        .contains("segwatch_holes", "segment_count", "segwatch_build");
  }

  @Test
  void isStrictOpenMetricsWithCountersAndHistogramsToo() {
    Counter.builder("segwatch.holes.opened").register(agent.meters()).increment(3);
    Timer.builder("segwatch.scan.duration")
        .serviceLevelObjectives(Duration.ofMillis(10), Duration.ofSeconds(1))
        .register(agent.meters())
        .record(Duration.ofMillis(5));

    String text = agent.get("/metrics", "accept", OPEN_METRICS).text();

    assertThat(OpenMetrics.read(text))
        .contains("segwatch_holes_opened", "segwatch_scan_duration_seconds");
    assertThat(text)
        .contains("\nsegwatch_holes_opened_total 3.0\n")
        .contains("\nsegwatch_scan_duration_seconds_bucket{le=\"0.01\"} 1\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "GZIP",
        "gzip, deflate",
        "br;q=1.0, gzip;q=0.8, *;q=0.1",
        "deflate,gzip;q=1"
      })
  void isCompressedWhereGzipIsAccepted(String accepted) throws IOException {
    String plain = agent.get("/metrics").text();

    Answer answer = agent.get("/metrics", "accept-encoding", accepted);

    assertThat(answer.headers().get("content-encoding")).isEqualTo("gzip");
    byte[] unpacked =
        new GZIPInputStream(new ByteArrayInputStream(answer.body().getBytes())).readAllBytes();
    assertThat(new String(unpacked, StandardCharsets.UTF_8)).isEqualTo(plain);
    assertThat(answer.body().length()).isLessThan(plain.length() / 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "br", "gzip;q=0", "deflate, gzip; q=0.000", "xgzip"})
  void isNotCompressedOtherwise(String accepted) {
    Answer answer = agent.get("/metrics", "accept-encoding", accepted);

    assertThat(answer.headers().contains("content-encoding")).isFalse();
    assertThat(answer.text()).startsWith("# HELP ");
  }

  @Test
  void tellsCachesWhatItDependsOn() {
    assertThat(agent.get("/metrics").headers().get("vary")).isEqualTo("Accept, Accept-Encoding");
  }

  @Test
  void answersHeadWithoutABody() {
    Answer get = agent.get("/metrics");

    Answer head = agent.head("/metrics");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body().length()).isZero();
    assertThat(head.headers().get("content-type")).isEqualTo(get.headers().get("content-type"));
    assertThat(head.headers().get("content-length")).isEqualTo(String.valueOf(get.body().length()));
  }

  @Test
  void leavesOutAllFamiliesButThoseNamed() {
    String text =
        agent
            .get("/metrics?name[]=segwatch_stalled&name%5B%5D=raw_coverage&name[]=nonsense")
            .text();

    assertThat(Scrape.of(text).samples().keySet())
        .containsExactlyInAnyOrder(
            "segwatch_stalled{channel=desertbus, quality=source}",
            "raw_coverage{channel=desertbus, hour=2026-11-20T10, quality=source}");
  }

  @Test
  void namesTheBuild() {
    assertThat(agent.get("/metrics").text())
        .containsPattern(
            "\nsegwatch_build_info\\{java_version=\"25[^\"]*\",version=\"[^\"]+\"} 1\n");
  }

  @Test
  void hasTheMetersOfTheProcessMadeBeforeAndAfterItsStart() {
    try (FakeAgent other = new FakeAgent()) {
      Counter.builder("before").register(other.meters());
      other.start(new PrometheusExporter(0));
      Counter.builder("after").register(other.meters());

      assertThat(other.get("/metrics").text())
          .contains("\nbefore_total 0.0\n", "after_total 0.0\n");
    }
  }

  @Test
  void leavesNothingBehindWhenItStopsSoThatAnotherCanTakeItsPlace() {
    agent.stop();
    assertThat(agent.meters().getPrometheusRegistry().scrape().size()).isZero();

    agent.start(new PrometheusExporter(336));

    assertThat(Scrape.of(agent.get("/metrics").text()).value("segwatch_holes", RAW)).isEqualTo(1);
  }

  @Test
  void answersManyAtOnceEachFromOneStateWhileScansGoOn() {
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      agent.tell(i % 2 == 0 ? withoutHole() : withHole());
      answers.add(agent.request(HttpMethod.GET, "/metrics"));
    }

    for (Future<Answer> coming : answers) {
      Scrape scrape = Scrape.of(Await.result(coming).text());
      double holes = scrape.value("segwatch_holes", RAW);
      assertThat(holes).isIn(0.0, 1.0);
      assertThat(scrape.value("segwatch_hole_seconds", RAW)).isEqualTo(30 * holes);
    }
  }

  @Test
  void escapesLabelsFromHell() {
    ChannelScan scan = withoutHole();
    String name = "quote\"back\\slash\nline, } é";
    agent.tell(Recording.scanOf(new StreamId(name, "source"), scan.timeline()));

    Set<String> families = OpenMetrics.read(agent.get("/metrics", "accept", OPEN_METRICS).text());

    assertThat(families).contains("segwatch_holes");
    assertThat(agent.get("/metrics").text())
        .contains("segwatch_stalled{channel=\"quote\\\"back\\\\slash\\nline, } é\",quality=");
  }
}
