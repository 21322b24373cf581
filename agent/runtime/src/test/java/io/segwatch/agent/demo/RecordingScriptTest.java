package io.segwatch.agent.demo;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.HourAnalyzer;
import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.HourName;
import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Rules;
import io.segwatch.coverage.SegmentNameParser;
import io.segwatch.coverage.SegmentType;
import io.segwatch.coverage.Span;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A day of the demo has every fault there is, and looks like what a recorder leaves. */
class RecordingScriptTest {
  private static final long NEWEST = HourName.parse("2026-11-24T04").orElseThrow();
  private static final long NOW = NEWEST + 40 * 60 * Micros.PER_SECOND + 123_456;
  private static final long DAY = 24 * Micros.PER_HOUR;
  private static final long TOLERANCE = Rules.DEFAULT.tolerance();
  private static final String RECORDER_NAME =
      "[0-5]\\d:[0-5]\\d\\.\\d{6}-\\d+\\.\\d+-(full|suspect|partial)-[A-Za-z0-9_-]{43}\\.ts"
          + "|[0-5]\\d:[0-5]\\d\\.\\d{6}-\\d+\\.\\d+-temp-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.ts"
          + "|[0-5]\\d:[0-5]\\d\\.\\d{6}-\\d+\\.\\d+-full-[A-Za-z0-9_-]{43}\\.tombstone";

  private final Set<String> sizesAsked = new HashSet<>();

  private static RecordingScript script(DemoStream stream) {
    return new RecordingScript(stream, NOW - DAY, NEWEST);
  }

  /** All hours of a stream that have a directory. */
  private static SortedMap<Long, List<ScriptedFile>> day(DemoStream stream) {
    TreeMap<Long, List<ScriptedFile>> hours = new TreeMap<>();
    for (long hour = Micros.hourOf(NOW - DAY); hour <= NEWEST; hour += Micros.PER_HOUR) {
      long each = hour;
      script(stream).hour(hour, NOW).ifPresent(files -> hours.put(each, files));
    }
    return hours;
  }

  private static Stream<ScriptedFile> allFiles() {
    return DemoStream.ALL.stream()
        .flatMap(stream -> day(stream).values().stream())
        .flatMap(List::stream);
  }

  private List<HourSummary> summaries(DemoStream stream) {
    List<HourSummary> summaries = new ArrayList<>();
    long reach = Long.MIN_VALUE;
    for (Map.Entry<Long, List<ScriptedFile>> hour : day(stream).entrySet()) {
      HourSummary summary = summary(hour.getKey(), hour.getValue(), reach);
      reach = Math.max(reach, summary.reach());
      summaries.add(summary);
    }
    return summaries;
  }

  private HourSummary summary(long hour, List<ScriptedFile> files, long reach) {
    HourListing listing = new HourListing();
    Map<String, ScriptedFile> byName =
        files.stream().collect(Collectors.toMap(ScriptedFile::name, file -> file));
    try {
      for (ScriptedFile file : files) {
        byte[] name = file.name().getBytes(StandardCharsets.US_ASCII);
        listing.add(name, 0, name.length);
      }
      return new HourAnalyzer()
          .summarize(
              hour,
              listing,
              name -> {
                sizesAsked.add(name);
                return byName.get(name).size();
              },
              TOLERANCE,
              reach);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private long inAll(ToLongFunction<HourSummary> figure) {
    return DemoStream.ALL.stream()
        .flatMap(stream -> summaries(stream).stream())
        .mapToLong(figure)
        .sum();
  }

  private static boolean isSegment(String name, SegmentType type) {
    SegmentNameParser parser = new SegmentNameParser();
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    return parser.parse(bytes, 0, bytes.length) && parser.type() == type;
  }

  @Test
  void everyTypeOfFileIsThere() {
    assertThat(inAll(hour -> hour.count().full())).isGreaterThan(40_000);
    assertThat(inAll(hour -> hour.count().suspect())).isPositive();
    assertThat(inAll(hour -> hour.count().partial())).isPositive();
    assertThat(inAll(hour -> hour.count().temp())).isPositive();
    assertThat(inAll(hour -> hour.count().bad())).isPositive();
  }

  @Test
  void holesAreShortAndLong() {
    List<Long> lengths = new ArrayList<>();
    for (HourSummary hour : summaries(DemoStream.ALL.getFirst())) {
      hour.holes().forEach(hole -> lengths.add(hole.to() - hole.from()));
    }

    assertThat(lengths)
        .anyMatch(length -> length < 3 * Micros.PER_SECOND)
        .anyMatch(length -> length > 20 * Micros.PER_SECOND && length < 40 * Micros.PER_SECOND)
        .anyMatch(length -> length > 180 * Micros.PER_SECOND);
  }

  @Test
  void segmentsOverlapInEveryWay() {
    assertThat(inAll(hour -> hour.overlapCount().full())).isPositive();
    assertThat(inAll(hour -> hour.overlapCount().suspect())).isPositive();
    assertThat(inAll(hour -> hour.overlapCount().partial())).isPositive();
  }

  @Test
  void someDuplicatesAreToldApartByTheirSizesOnly() {
    inAll(HourSummary::rawCoverage);

    assertThat(sizesAsked)
        .anyMatch(name -> isSegment(name, SegmentType.SUSPECT))
        .anyMatch(name -> isSegment(name, SegmentType.PARTIAL));
  }

  @Test
  void someTimeIsCoveredOnlyByWhatIsNotFull() {
    assertThat(inAll(hour -> hour.partialOnly().total())).isPositive();
  }

  @Test
  void startsDriftByLessThanAHole() {
    HourSummary hour = summaries(DemoStream.ALL.getFirst()).get(3);

    assertThat(hour.belowTolerance()).isPositive();
  }

  @Test
  void someSegmentsHaveATwinFourTenthsLater() {
    Set<String> times =
        day(DemoStream.ALL.getFirst()).values().stream()
            .flatMap(List::stream)
            .filter(file -> isSegment(file.name(), SegmentType.FULL))
            .map(file -> file.name().substring(0, "00:00.000".length()))
            .collect(toSet());

    assertThat(times).anyMatch(time -> times.contains(plusMillis(time, 400)));
  }

  private static String plusMillis(String time, int millis) {
    int minutes = Integer.parseInt(time, 0, 2, 10);
    int inMillis = Integer.parseInt(time.substring(3).replace(".", "")) + millis;
    return "%02d:%02d.%03d".formatted(minutes, inMillis / 1_000, inMillis % 1_000);
  }

  @Test
  void someSegmentsAreWithinALongerOne() {
    SegmentNameParser parser = new SegmentNameParser();

    assertThat(allFiles())
        .anyMatch(file -> {
          byte[] name = file.name().getBytes(StandardCharsets.US_ASCII);
          return parser.parse(name, 0, name.length)
              && parser.duration() > 11 * Micros.PER_SECOND
              && parser.type() == SegmentType.FULL;
        });
  }

  @Test
  void someSegmentsHaveNoDuration() {
    assertThat(allFiles()).anyMatch(file -> file.name().contains("-0.0-full-"));
  }

  @Test
  void tombstonesAreThereWithTheirSegmentsAndWithout() {
    Set<String> names = allFiles().map(ScriptedFile::name).collect(toSet());
    List<String> deleted =
        names.stream()
            .filter(name -> name.endsWith(".tombstone"))
            .map(name -> name.replace(".tombstone", ".ts"))
            .toList();

    assertThat(deleted).anyMatch(names::contains).anyMatch(name -> !names.contains(name));
  }

  @Test
  void someHoursAreMissingOrEmptyOrHoldOnlyJunk() {
    for (DemoStream stream : DemoStream.ALL) {
      assertThat(day(stream)).hasSize(24);
      assertThat(summaries(stream))
          .filteredOn(HourSummary::isEmpty)
          .extracting(hour -> hour.count().bad())
          .hasSize(2)
          .contains(0L)
          .anyMatch(bad -> bad > 3);
    }
  }

  @Test
  void someNamesAreHidden() {
    assertThat(allFiles()).anyMatch(file -> file.name().startsWith("."));
  }

  @Test
  void noDirectoryBesideTheHoursIsAnHour() {
    assertThat(script(DemoStream.ALL.getFirst()).strayDirectories())
        .hasSize(2)
        .allMatch(name -> HourName.parse(name).isEmpty())
        .anyMatch(name -> name.startsWith("."));
  }

  @Test
  void namesAreThoseOfTheRecorder() {
    List<String> good =
        allFiles().map(ScriptedFile::name).filter(n -> n.matches(RECORDER_NAME)).toList();
    long bad = inAll(hour -> hour.count().bad());
    long hidden = allFiles().filter(file -> file.name().startsWith(".")).count();

    assertThat(good.size() + bad + hidden).isEqualTo(allFiles().count());
  }

  @Test
  void aDayIsNoMoreThanAFolderCanTake() {
    assertThat(allFiles().count()).isBetween(50_000L, 70_000L);
  }

  @Test
  void theRecordingReachesUpToNowWithoutAHoleInTheLastMinutes() {
    for (DemoStream stream : DemoStream.ALL) {
      HourSummary newest = summaries(stream).getLast();

      assertThat(newest.hour()).isEqualTo(NEWEST);
      assertThat(newest.reach()).isBetween(NOW - stream.length(), NOW);
      assertThat(newest.holes().overlaps(NOW - 120 * Micros.PER_SECOND, NOW)).isFalse();
    }
  }

  @Test
  void theRecordingBeginsWhenItIsSaidTo() {
    for (DemoStream stream : DemoStream.ALL) {
      assertThat(summaries(stream).getFirst().firstStart())
          .isBetween(NOW - DAY, NOW - DAY + 2 * stream.length());
    }
  }

  @Test
  void hoursFollowOneAnotherWithoutAHoleBetweenThem() {
    for (DemoStream stream : DemoStream.ALL) {
      Timeline timeline = Timeline.of(Rules.DEFAULT, summaries(stream), Spans.NONE);
      List<HourSummary> hours = timeline.hours();
      for (int i = 1; i < hours.size(); i++) {
        long boundary = hours.get(i).hour() + stream.start(0);
        boolean both = !hours.get(i - 1).isEmpty() && !hours.get(i).isEmpty();
        if (both && hours.get(i - 1).hour() == hours.get(i).hour() - Micros.PER_HOUR) {
          assertThat(timeline.holes()).noneMatch(hole -> touches(hole, boundary));
        }
      }
    }
  }

  private static boolean touches(Span hole, long moment) {
    return hole.from() <= moment && moment <= hole.to();
  }

  @Test
  void twoDemosLookAlike() {
    DemoStream stream = DemoStream.ALL.getFirst();
    long later = 7 * Micros.PER_HOUR;
    RecordingScript other = new RecordingScript(stream, NOW - DAY + later, NEWEST + later);
    long hour = NEWEST - 2 * Micros.PER_HOUR;

    assertThat(script(stream).hour(hour, NOW)).isEqualTo(script(stream).hour(hour, NOW));
    assertThat(withoutMillis(other.hour(hour + later, NOW + later)))
        .isEqualTo(withoutMillis(script(stream).hour(hour, NOW)));
  }

  /** Names without the drift of their starts, which is different in every hour. */
  private static List<String> withoutMillis(Optional<List<ScriptedFile>> hour) {
    return hour.orElseThrow().stream()
        .map(file -> file.name().replaceFirst("\\.\\d{6}", ""))
        .toList();
  }
}
