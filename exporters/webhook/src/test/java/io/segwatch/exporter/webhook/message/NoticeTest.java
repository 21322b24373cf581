package io.segwatch.exporter.webhook.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.HoleTransition.Kind;
import io.segwatch.coverage.life.LogEvent.RecordingChange;
import io.segwatch.coverage.life.LogEvent.StorageChange;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.testkit.TurnedClock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ids and subjects of what is told (alerts §4). */
class NoticeTest {
  private static final LogEvent GONE = new StorageChange(".", false, "gone");

  @Test
  void theIdOfAHolesMessageIsThatOfEndpointHoleTypeAndRevision() {
    LogEvent revised =
        new HoleTransition(
            Kind.OPENED, Samples.later(Samples.hole("h_1"), 2, HoleState.CONFIRMED, Spans.NONE));
    String id = event(1, Samples.opened("h_1")).messageId("pager");

    // Not of its place in the log, which may be lost and written again.
    assertThat(event(99, Samples.opened("h_1")).messageId("pager")).isEqualTo(id);
    assertThat(
            List.of(
                id,
                event(1, Samples.opened("h_1")).messageId("other"),
                event(1, Samples.opened("h_2")).messageId("pager"),
                event(1, Samples.changed("h_1")).messageId("pager"),
                event(1, revised).messageId("pager")))
        .doesNotHaveDuplicates()
        .allMatch(each -> each.matches("msg_[0-9a-f]{32}"));
  }

  @Test
  void aHoleToldAgainHasTheIdThatItHadAtFirst() {
    Notice again = new Notice.Recovered(at(1), TurnedClock.START, Samples.hole("h_1"));

    assertThat(again.messageId("pager"))
        .isEqualTo(event(9, Samples.opened("h_1")).messageId("pager"));
  }

  @Test
  void aHoleToldWithItsEndHasTheIdOfTheEnd() {
    HoleTransition end = (HoleTransition) Samples.filled("h_1");
    Notice both = new Notice.Passed(at(9), TurnedClock.START, end);

    assertThat(both.messageId("pager")).isEqualTo(event(9, end).messageId("pager"));
    assertThat(both.type()).isEqualTo(EventType.HOLE_FILLED);
  }

  @Test
  void theIdOfOtherMessagesIsThatOfEndpointAndPlaceInTheLog() {
    String id = event(1, GONE).messageId("pager");
    Notice otherEpoch =
        new Notice.Event(new LogEntry(new LogPosition("other", 1), TurnedClock.START, GONE));

    assertThat(event(1, GONE).messageId("pager")).isEqualTo(id);
    assertThat(event(2, GONE).messageId("pager")).isNotEqualTo(id);
    assertThat(otherEpoch.messageId("pager")).isNotEqualTo(id);
  }

  @Test
  void theIdOfADigestIsThatOfEndpointAndOfTheFirstAndTheLastEntry() {
    String id = digest(1, 30).messageId("pager");

    assertThat(digest(1, 30).messageId("pager")).isEqualTo(id);
    assertThat(List.of(digest(2, 30).messageId("pager"), digest(1, 31).messageId("pager")))
        .doesNotContain(id);
    Baseline baseline =
        new Baseline("desertbus", List.of(Samples.SOURCE), 0, 0, List.of(), List.of());
    assertThat(event(7, baseline).messageId("pager")).isEqualTo(digest(7, 7).messageId("pager"));
  }

  @Test
  void noticesOfOneHoleOrStreamHaveOneSubject() {
    assertThat(event(1, Samples.opened("h_1")).subject())
        .isEqualTo(event(2, Samples.filled("h_1")).subject())
        .isEqualTo(new Notice.Recovered(at(1), TurnedClock.START, Samples.hole("h_1")).subject())
        .isNotEqualTo(event(1, Samples.opened("h_2")).subject());
    assertThat(event(1, new RecordingChange(Samples.SOURCE, true, 0)).subject())
        .isEqualTo(event(2, new RecordingChange(Samples.SOURCE, false, 0)).subject());
    assertThat(event(1, new StorageChange("a", true, "")).subject())
        .isEqualTo(event(2, new StorageChange("a", false, "")).subject());
  }

  private static Notice event(long sequence, LogEvent event) {
    return new Notice.Event(new LogEntry(at(sequence), TurnedClock.START, event));
  }

  private static Notice digest(long first, long last) {
    return new Notice.Digest(at(first), at(last), TurnedClock.START, Map.of(), List.of());
  }

  private static LogPosition at(long sequence) {
    return new LogPosition("k3v9", sequence);
  }
}
