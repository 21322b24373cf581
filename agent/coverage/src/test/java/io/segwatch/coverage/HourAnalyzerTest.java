package io.segwatch.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HourAnalyzerTest {
  private static final long HOUR = 1_794_625_200_000_000L;
  private static final String SUSPECT_A = "00:00-2.0-suspect-AAAA.ts";
  private static final String SUSPECT_B = "00:00-3.0-suspect-BBBB.ts";
  private static final String PARTIAL = "00:00-4.0-partial-AAAA.ts";

  private final List<String> asked = new ArrayList<>();

  @Test
  void sizesAreAskedOnlyForTies() throws IOException {
    HourSummary hour =
        summarize(
            Map.of(SUSPECT_A, 5L, SUSPECT_B, 4L, PARTIAL, 9L),
            "00:10-2-full-AAAA.ts",
            "00:10-2-partial-AAAA.ts");

    assertThat(asked).containsExactlyInAnyOrder(SUSPECT_A, SUSPECT_B);
    assertThat(hour.rawCoverage()).isEqualTo(4_000_000);
    assertThat(hour.overlapCount()).isEqualTo(new HourSummary.PerType(0, 1, 2));
  }

  @Test
  void aFileThatVanishesBeforeItsSizeWasReadCountsAsNotListed() throws IOException {
    HourSummary hour = summarize(Map.of(SUSPECT_A, SizeLookup.VANISHED, SUSPECT_B, 1L));

    assertThat(hour.count()).isEqualTo(new HourSummary.Counts(0, 1, 0, 0, 0));
    assertThat(hour.duration().suspect()).isEqualTo(3_000_000);
    assertThat(hour.overlapCount()).isEqualTo(HourSummary.PerType.ZERO);
  }

  @Test
  void whereAllSuspectsVanishThePartialIsTheBest() throws IOException {
    HourSummary hour =
        summarize(
            Map.of(SUSPECT_A, SizeLookup.VANISHED, SUSPECT_B, SizeLookup.VANISHED, PARTIAL, 1L));

    assertThat(hour.rawCoverage()).isEqualTo(4_000_000);
    assertThat(hour.count()).isEqualTo(new HourSummary.Counts(0, 0, 1, 0, 0));
  }

  @Test
  void whereAllOfAStartVanishThereIsNothing() throws IOException {
    HourSummary hour =
        summarize(Map.of(SUSPECT_A, SizeLookup.VANISHED, SUSPECT_B, SizeLookup.VANISHED));

    assertThat(hour).isEqualTo(HourSummary.missing(HOUR));
  }

  @Test
  void aSizeThatCannotBeAskedIsNotPassedOver() {
    HourListing listing = listing(List.of(SUSPECT_A, SUSPECT_B));

    assertThatThrownBy(() ->
            new HourAnalyzer()
                .summarize(
                    HOUR,
                    listing,
                    _ -> {
                      throw new IOException("no");
                    },
                    0,
                    Long.MIN_VALUE))
        .hasMessage("no");
  }

  @Test
  void tombstonesAreKeptAsWhatTheyWouldHaveCovered() throws IOException {
    HourSummary hour =
        summarize(
            Map.of(),
            "00:00-2-full-AAAA.ts",
            "00:02-2-full-AAAA.tombstone",
            "00:03-2-full-AAAA.ts",
            "00:03-2-full-AAAA.tombstone",
            "00:09-2-temp-x.tombstone",
            "odd.tombstone");

    assertThat(hour.tombstoned()).containsExactly(new Span(HOUR + 2_000_000, HOUR + 5_000_000));
    assertThat(hour.count()).isEqualTo(new HourSummary.Counts(1, 0, 0, 0, 0));
  }

  @Test
  void everyNameIsCountedOnce() throws IOException {
    HourSummary hour =
        summarize(
            Map.of(),
            "00:00-2-full-AAAA.ts",
            "00:02-0-suspect-AAAA.ts",
            "00:04-2-temp-.ts",
            "readme.txt",
            "x.ts",
            ".hidden.ts");

    assertThat(hour.count()).isEqualTo(new HourSummary.Counts(1, 1, 0, 1, 2));
  }

  @Test
  void segmentsAreToldInOrderWithoutTemporaryAndDeletedOnes() {
    List<Segment> segments =
        new HourAnalyzer()
            .segments(
                HOUR,
                listing(
                    List.of(
                        "00:04-2-partial-AAAA.ts",
                        "00:00-2-full-AAAA.ts",
                        "00:02-2-full-AAAA.ts",
                        "00:02-2-full-AAAA.tombstone",
                        "00:06-2-temp-.ts")));

    assertThat(segments)
        .containsExactly(
            new Segment(HOUR, 2_000_000, SegmentType.FULL, "00:00-2-full-AAAA.ts"),
            new Segment(
                HOUR + 4_000_000, 2_000_000, SegmentType.PARTIAL, "00:04-2-partial-AAAA.ts"));
  }

  @Test
  void anAbsurdNumberOfNamesIsRefusedBeforeItTakesAllMemory() {
    HourListing listing = new HourListing();
    byte[] name = "x".repeat(255).getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10_000_000; i++) {
                listing.add(name, 0, name.length);
              }
            })
        .isInstanceOf(HourTooLargeException.class)
        .hasMessageContaining("more than");
    assertThat(listing.size()).isBetween(30_000, 100_000);
  }

  private HourSummary summarize(Map<String, Long> sized, String... others) throws IOException {
    List<String> names = new ArrayList<>(sized.keySet());
    names.addAll(List.of(others));
    return new HourAnalyzer()
        .summarize(
            HOUR,
            listing(names),
            name -> {
              asked.add(name);
              return sized.get(name);
            },
            Rules.DEFAULT.tolerance(),
            Long.MIN_VALUE);
  }

  private static HourListing listing(List<String> names) {
    HourListing listing = new HourListing();
    for (String name : names) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      try {
        listing.add(bytes, 0, bytes.length);
      } catch (HourTooLargeException e) {
        throw new AssertionError(e);
      }
    }
    return listing;
  }
}
