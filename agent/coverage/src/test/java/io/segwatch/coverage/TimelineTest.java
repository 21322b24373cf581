package io.segwatch.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {
  private static final long HOUR = HourName.parse("2026-11-14T03").getAsLong();
  private static final int TREES = 4_000;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 10_000, 2_000_000})
  void randomTreesAreAsTheModelSays(long tolerance) throws IOException {
    Rules rules = new Rules(tolerance, Micros.of(Duration.ofHours(24)), HourRange.ALL);
    int withHoles = 0;
    int withPartialOnly = 0;
    for (long seed = 0; seed < TREES; seed++) {
      RandomTree tree = new RandomTree(seed);
      Model model = new Model(rules, tree.segments);
      Timeline timeline = tree.timeline(rules, seed);
      String about = "seed " + seed;

      assertThat(timeline.holes()).as(about).isEqualTo(model.holes);
      assertThat(timeline.editableHoles()).as(about).isEqualTo(model.editableHoles);
      assertThat(timeline.exempt()).as(about).isEqualTo(model.exempt);
      assertThat(timeline.partialOnly()).as(about).isEqualTo(model.partialOnly);
      assertThat(timeline.belowTolerance()).as(about).isEqualTo(model.belowTolerance);
      assertThat(model.covered.total() + timeline.holes().total() + timeline.belowTolerance())
          .as(about)
          .isEqualTo(timeline.span());
      assertMapIsAsTheModelSays(timeline, model, about);
      withHoles += timeline.holes().isEmpty() ? 0 : 1;
      withPartialOnly += timeline.partialOnly().isEmpty() ? 0 : 1;
    }
    assertThat(withHoles).isGreaterThan(TREES / 4);
    assertThat(withPartialOnly).isGreaterThan(TREES / 4);
  }

  private static void assertMapIsAsTheModelSays(Timeline timeline, Model model, String about) {
    if (timeline.isEmpty()) {
      assertThat(CoverageMap.defaultHours(timeline)).isEmpty();
      return;
    }
    HourRange hours = CoverageMap.defaultHours(timeline).orElseThrow();
    int pixelSeconds = 60;
    CoverageMap map = CoverageMap.of(timeline, hours, pixelSeconds);
    // Gaps of at most the tolerance do not break a run.
    Spans runs = Spans.NONE;
    if (!model.covered.isEmpty()) {
      runs =
          Spans.of(model.covered.from(0), model.covered.to(model.covered.size() - 1))
              .minus(model.holes)
              .minus(model.exempt);
    }
    long pixel = pixelSeconds * Micros.PER_SECOND;
    for (int i = 0; i < map.size(); i++) {
      long from = hours.first() + i * pixel;
      Spans cell = Spans.of(from, from + pixel);
      byte expected =
          !cell.minus(runs).isEmpty()
              ? CoverageMap.WHITE
              : cell.overlaps(model.partialOnly) ? CoverageMap.ORANGE : CoverageMap.BLUE;
      assertThat(map.cell(i)).as("%s, cell %d", about, i).isEqualTo(expected);
    }
  }

  @Test
  void theOrderOfNamesDoesNotMatter() throws IOException {
    for (long seed = 0; seed < 500; seed++) {
      RandomTree tree = new RandomTree(seed);

      assertThat(tree.timeline(Rules.DEFAULT, 1).hours())
          .isEqualTo(tree.timeline(Rules.DEFAULT, 2).hours());
    }
  }

  @Test
  void aHoleIsCutAtHourBoundariesAndEachHourCountsItsPiece() throws IOException {
    Timeline timeline =
        timeline(
            Map.of(
                "2026-11-14T03", List.of("59:57.995-2.0-full-AAAA.ts"),
                "2026-11-14T04", List.of("00:00.100-2.0-full-AAAA.ts")));

    List<HourFigures> figures = timeline.figures();

    assertThat(timeline.holes()).hasSize(1);
    assertThat(figures.get(0).holes().total()).isEqualTo(5_000);
    assertThat(figures.get(1).holes().total()).isEqualTo(100_000);
  }

  @Test
  void missingAndEmptyHoursBetweenSegmentsHaveFigures() throws IOException {
    Timeline timeline =
        timeline(
            Map.of(
                "2026-11-14T02", List.of(),
                "2026-11-14T03", List.of("59:58-2.0-full-AAAA.ts"),
                "2026-11-14T05", List.of("odd.ts"),
                "2026-11-14T07", List.of("00:00-2.0-full-AAAA.ts"),
                "2026-11-14T09", List.of()));

    assertThat(timeline.figures())
        .extracting(hour -> HourName.of(hour.hour()), hour -> hour.holes().total())
        .containsExactly(
            tuple("2026-11-14T02", 0L),
            tuple("2026-11-14T03", 0L),
            tuple("2026-11-14T04", Micros.PER_HOUR),
            tuple("2026-11-14T05", Micros.PER_HOUR),
            tuple("2026-11-14T06", Micros.PER_HOUR),
            tuple("2026-11-14T07", 0L),
            tuple("2026-11-14T09", 0L));
  }

  @Test
  void noHourBetweenIsSpokenOfWhileOffAirUnlessItExists() throws IOException {
    Timeline timeline =
        timeline(
            Map.of(
                "2026-11-14T03", List.of("00:00-3600-full-AAAA.ts", "odd"),
                "2026-11-14T20", List.of("odd.ts"),
                "2026-11-15T04", List.of("00:00-2.0-full-AAAA.ts")));

    assertThat(timeline.holes()).isEmpty();
    assertThat(timeline.exempt().total()).isEqualTo(24 * Micros.PER_HOUR);
    assertThat(timeline.figures())
        .extracting(hour -> HourName.of(hour.hour()))
        .containsExactly("2026-11-14T03", "2026-11-14T20", "2026-11-15T04");
    assertThat(timeline.span()).isEqualTo(Micros.PER_HOUR + 2 * Micros.PER_SECOND);
  }

  @Test
  void anHourThatWasNeverReadMakesNoHole() throws IOException {
    SortedMap<Long, List<String>> hours =
        new TreeMap<>(
            Map.of(
                HOUR,
                List.of("59:00-2.0-full-AAAA.ts"),
                HOUR + 2 * Micros.PER_HOUR,
                List.of("10:00-2.0-full-AAAA.ts")));
    Spans unknown = Spans.of(HOUR + Micros.PER_HOUR, HOUR + 2 * Micros.PER_HOUR);

    Timeline timeline = Timeline.of(Rules.DEFAULT, summaries(hours), unknown);

    assertThat(timeline.holes()).isEmpty();
    assertThat(timeline.figures()).hasSize(2);
    assertThat(timeline.span()).isEqualTo(4 * Micros.PER_SECOND);
  }

  @Test
  void theRatioIsNeverOneWhileThereIsAHole() throws IOException {
    Timeline timeline = timeline(Map.of("2026-11-14T03", List.of("00:00-3600-full-AAAA.ts")));

    assertThat(timeline.coverageRatio(Spans.of(HOUR, HOUR + 1))).isBetween(0.999999999, 1.0);
    assertThat(timeline.coverageRatio(Spans.of(HOUR, HOUR + 1))).isNotEqualTo(1);
    assertThat(timeline.coverageRatio(Spans.NONE)).isEqualTo(1);
    assertThat(Timeline.of(Rules.DEFAULT, List.of(), Spans.NONE).coverageRatio(Spans.NONE))
        .isZero();
  }

  @Test
  void nineMillisecondGapsAddUpToALossAndNotToAHole() throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 1_790; i++) {
      long at = i * 2_009_000L;
      names.add(
          "%02d:%02d.%06d-2.0-full-AAAA.ts"
              .formatted(at / 60_000_000, at / 1_000_000 % 60, at % 1_000_000));
    }

    Timeline timeline = timeline(Map.of("2026-11-14T03", names));

    assertThat(timeline.holes()).isEmpty();
    assertThat(timeline.belowTolerance()).isEqualTo(1_789 * 9_000L);
    assertThat(timeline.hours().getFirst().seam().size())
        .as("kept gaps are bounded")
        .isLessThan(20);
  }

  private static Timeline timeline(Map<String, List<String>> hours) throws IOException {
    SortedMap<Long, List<String>> sorted = new TreeMap<>();
    hours.forEach((name, files) -> sorted.put(HourName.parse(name).getAsLong(), files));
    return Timeline.of(Rules.DEFAULT, summaries(sorted), Spans.NONE);
  }

  private static List<HourSummary> summaries(SortedMap<Long, List<String>> hours)
      throws IOException {
    List<HourSummary> summaries = new ArrayList<>();
    HourAnalyzer analyzer = new HourAnalyzer();
    for (Map.Entry<Long, List<String>> hour : hours.entrySet()) {
      HourListing listing = new HourListing();
      for (String name : hour.getValue()) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        listing.add(bytes, 0, bytes.length);
      }
      summaries.add(
          analyzer.summarize(
              hour.getKey(), listing, _ -> 1, Rules.DEFAULT.tolerance(), Long.MIN_VALUE));
    }
    return summaries;
  }
}
