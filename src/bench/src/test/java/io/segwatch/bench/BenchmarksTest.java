package io.segwatch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Timeline;
import io.segwatch.exporter.testkit.FakeAgent.Answer;
import io.segwatch.storage.Lister;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each benchmark does what it is to measure. */
class BenchmarksTest {
  private static final long SECOND = Micros.PER_SECOND;

  @Test
  void parseReadsAnHour() {
    assertThat(new ParseBenchmark().parse()).isBetween(3_590 * SECOND, 3_610 * SECOND);
  }

  @Test
  void hourFindsSegmentsAndHoles() {
    HourSummary hour = new HourBenchmark().hour();

    assertThat(hour.count().full()).isGreaterThan(1_700);
    assertThat(hour.holes().size()).isPositive();
    assertThat(hour.rawCoverage()).isBetween(3_500 * SECOND, 3_599 * SECOND);
  }

  @Test
  void timelineIsOfAllHours() {
    Timeline timeline = new TimelineBenchmark().timeline();

    assertThat(timeline.hours()).hasSize(TimelineBenchmark.HOURS);
    assertThat(timeline.holes().size()).isGreaterThan(TimelineBenchmark.HOURS);
  }

  @ParameterizedTest
  @EnumSource(value = Lister.Choice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void listFindsEveryName(Lister.Choice choice) throws IOException {
    ListerBenchmark lister = new ListerBenchmark();
    lister.choice = choice;
    lister.plant();
    try {
      assertThat(lister.list()).isBetween(8 * 1_790, 8 * 1_810);
    } finally {
      lister.remove();
    }
  }

  @Test
  void mapIsOfAllHours() {
    MapBenchmark map = new MapBenchmark();
    try {
      Answer answer = map.map();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body().getInt(16)).as("width").isEqualTo(6 * TimelineBenchmark.HOURS);
    } finally {
      map.close();
    }
  }

  @Test
  void scrapeHasEveryHourOfEveryQuality() throws IOException {
    ScrapeBenchmark scrape = new ScrapeBenchmark();
    try {
      Answer answer = scrape.scrape();

      String text =
          new String(
              new GZIPInputStream(new ByteArrayInputStream(answer.body().getBytes()))
                  .readAllBytes(),
              StandardCharsets.UTF_8);
      assertThat(text.lines().filter(line -> line.startsWith("raw_coverage{")))
          .hasSize(4 * ScrapeBenchmark.HOURS);
    } finally {
      scrape.close();
    }
  }

  @Test
  void ledgerKnowsEveryHoleAndTellsOfOne() throws IOException {
    LedgerBenchmark ledger = new LedgerBenchmark();
    ledger.open();
    try {
      assertThat(ledger.known()).isEqualTo(LedgerBenchmark.HOLES);
      assertThat(ledger.unchanged().events()).isEmpty();
      assertThat(ledger.recordingGoesOn().events()).isEmpty();
      assertThat(ledger.holeOpensOrIsFilled().events()).isEmpty(); // the recording has gone on
      assertThat(ledger.holeOpensOrIsFilled().events()).hasSize(1);
    } finally {
      ledger.close();
    }
  }
}
