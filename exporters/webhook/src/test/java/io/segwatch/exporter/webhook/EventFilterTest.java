package io.segwatch.exporter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.RecordingChange;
import io.segwatch.coverage.life.LogEvent.StorageChange;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.testkit.TurnedClock;
import io.segwatch.exporter.webhook.message.EventType;
import io.segwatch.exporter.webhook.message.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {
  private static final EventFilter ALL =
      new EventFilter(Set.of(), Set.of(), Set.of(), Duration.ZERO);
  private static final EventFilter BUS_SOURCE =
      new EventFilter(Set.of("desertbus"), Set.of("source"), Set.of(), Duration.ZERO);

  @Test
  void withoutRestrictionsEverythingIsAccepted() {
    assertThat(ALL.accepts(Samples.opened("h_1"))).isTrue();
    assertThat(ALL.accepts(new StorageChange(".", false, "gone"))).isTrue();
    assertThat(ALL.accepts(new RecordingChange(Samples.SOURCE, true, 0))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"desertbus, source, true", "desertbus, 480p, false", "other, source, false"})
  void channelsAndQualitiesAreChosen(String channel, String quality, boolean accepted) {
    StreamId stream = new StreamId(channel, quality);

    assertThat(BUS_SOURCE.accepts(Samples.opened(Samples.hole("h_1", stream, 5_000_000))))
        .isEqualTo(accepted);
    assertThat(BUS_SOURCE.accepts(new RecordingChange(stream, true, 0))).isEqualTo(accepted);
    assertThat(BUS_SOURCE.accepts(baseline(stream))).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({
    "., true",
    "desertbus, true",
    "desertbus/source, true",
    "desertbus/480p, false",
    "other, false",
    "other/source, false"
  })
  void storageIsToldOfWhereItHoldsWhatIsChosen(String place, boolean accepted) {
    assertThat(BUS_SOURCE.accepts(new StorageChange(place, false, "gone"))).isEqualTo(accepted);
  }

  @Test
  void aDigestOfSeveralStreamsIsAcceptedForOneOfThem() {
    LogEvent digest = baseline(new StreamId("desertbus", "480p"), Samples.SOURCE);

    assertThat(BUS_SOURCE.accepts(digest)).isTrue();
  }

  @Test
  void shortHolesAreLeftOut() {
    EventFilter filter = new EventFilter(Set.of(), Set.of(), Set.of(), Duration.ofSeconds(2));

    assertThat(filter.accepts(Samples.hole("h_1", Samples.SOURCE, 1_999_999))).isFalse();
    assertThat(filter.accepts(Samples.hole("h_1", Samples.SOURCE, 2_000_000))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1999999, HOLE_OPENED", "2000000, HOLE_CHANGED"})
  void aHoleThatGrowsOpensForThoseForWhomItWasTooShort(long before, EventType told) {
    Hole grown = Samples.hole("h_1", Samples.SOURCE, 5_000_000);
    LogEvent event = new HoleTransition(HoleTransition.Kind.CHANGED, grown, before);
    Duration two = Duration.ofSeconds(2);
    EventFilter filter = new EventFilter(Set.of(), Set.of(), Set.of(), two);
    EventFilter chosen = new EventFilter(Set.of(), Set.of(), Set.of(told), two);

    assertThat(EventType.of(filter.narrowed(entry(event)).event())).isEqualTo(told);
    assertThat(chosen.accepts(event)).isTrue();
    assertThat(ALL.narrowed(entry(event))).isEqualTo(entry(event));
  }

  @Test
  void aHoleThatWasLongEnoughIsToldOfToItsEnd() {
    EventFilter filter = new EventFilter(Set.of(), Set.of(), Set.of(), Duration.ofMillis(4_500));

    assertThat(filter.accepts(Samples.changed("h_1"))).isTrue();
    assertThat(filter.accepts(Samples.filled("h_1"))).isTrue();
  }

  @Test
  void eventsAreChosen() {
    EventFilter filter =
        new EventFilter(Set.of(), Set.of(), Set.of(EventType.HOLE_FILLED), Duration.ZERO);

    assertThat(filter.accepts(Samples.opened("h_1"))).isFalse();
    assertThat(filter.accepts(Samples.filled("h_1"))).isTrue();
  }

  @Test
  void theListsOfADigestAreNarrowedAndItsCountsStand() {
    EventFilter filter = new EventFilter(Set.of(), Set.of("480p"), Set.of(), Duration.ofSeconds(5));
    StreamId small = new StreamId("desertbus", "480p");
    List<StreamId> streams = List.of(Samples.SOURCE, small);
    Hole longSmall = Samples.hole("h_2", small, 5_000_000);
    List<Hole> longest =
        List.of(
            Samples.hole("h_1", Samples.SOURCE, 6_000_000),
            longSmall,
            Samples.hole("h_3", small, 4_000_000));
    LogEvent digest = new Baseline("desertbus", streams, 3, 15_000_000, longest, streams);

    assertThat(filter.narrowed(entry(digest)).event())
        .isEqualTo(
            new Baseline("desertbus", streams, 3, 15_000_000, List.of(longSmall), List.of(small)));
    assertThat(filter.narrowed(entry(Samples.opened("h_1"))))
        .isEqualTo(entry(Samples.opened("h_1")));
  }

  private static LogEntry entry(LogEvent event) {
    return new LogEntry(new LogPosition("k3v9", 1), TurnedClock.START, event);
  }

  private static LogEvent baseline(StreamId... streams) {
    return new Baseline(streams[0].channel(), List.of(streams), 0, 0, List.of(), List.of());
  }
}
