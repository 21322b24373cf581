package io.segwatch.exporter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.testkit.TurnedClock;
import io.segwatch.exporter.webhook.message.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final Instant NOW = TurnedClock.START;

  private final Outbox outbox = new Outbox();

  @Test
  void givesTheOldestFirst() {
    add(1, "hole a");
    add(2, "hole b");

    assertThat(take(NOW)).contains(1L);
    assertThat(take(NOW)).contains(2L);
    assertThat(take(NOW)).isEmpty();
  }

  @Test
  void keepsTheSecondOfASubjectWhileTheFirstIsUnderWay() {
    add(1, "hole a");
    Queued second = add(2, "hole a");
    take(NOW);

    assertThat(take(NOW)).isEmpty();
    outbox.remove(new OutboxTest().add(1, "hole a"));
    assertThat(outbox.next(NOW, false)).contains(second);
  }

  @Test
  void keepsTheSecondOfASubjectWhileTheFirstIsToBeTriedAgain() {
    Queued first = add(1, "hole a");
    add(2, "hole a");
    add(3, "hole b");
    take(NOW);
    outbox.putBack(first.begun(NOW).waiting(1, Pause.of(NOW, Duration.ofSeconds(5))));

    assertThat(take(NOW)).contains(3L);
    assertThat(take(NOW)).isEmpty();
    assertThat(outbox.untilDue(NOW.plusSeconds(2))).contains(Duration.ofSeconds(3));
    assertThat(take(NOW.plusSeconds(5))).contains(1L);
  }

  @Test
  void aDigestWaitsForTheHolesThatItNamesAndTheyForIt() {
    add(1, "hole a");
    add(2, "digest", "hole a", "hole b");
    add(3, "hole b");
    add(4, "hole c");

    assertThat(take(NOW)).contains(1L);
    assertThat(take(NOW)).contains(4L);
    assertThat(take(NOW)).isEmpty();
  }

  @Test
  void tryingTheEndpointTakesWhatWasTriedLeast() {
    Queued first = add(1, "hole a");
    Queued second = add(2, "hole b");
    outbox.putBack(first.begun(NOW).waiting(1, Pause.NONE));

    assertThat(outbox.next(NOW, true)).contains(second);
    assertThat(outbox.next(NOW, false).map(Queued::sequence)).contains(1L);
  }

  @Test
  void whatWasNeverTriedMayStillBecomeAnother() {
    Queued first = add(1, "hole a");

    assertThat(outbox.unfrozen("hole a")).contains(first);
    assertThat(outbox.unfrozen("hole b")).isEmpty();
    outbox.putBack(first.begun(NOW).waiting(1, Pause.NONE));
    assertThat(outbox.unfrozen("hole a")).isEmpty();
  }

  @Test
  void countsAttemptsAndKnowsTheFirst() {
    Queued first = add(1, "hole a").begun(NOW).waiting(1, Pause.NONE);

    Queued again = first.begun(NOW.plusSeconds(9));

    assertThat(again.attempts()).isEqualTo(2);
    assertThat(again.rung()).isEqualTo(1);
    assertThat(again.firstAttempt()).contains(NOW);
  }

  @Test
  void knowsHowManyThereAreAndWhatIsOldest() {
    assertThat(outbox.oldest()).isEmpty();
    add(1, "hole a");
    add(2, "hole b");

    assertThat(outbox.size()).isEqualTo(2);
    assertThat(outbox.oldest()).contains(NOW.plusMillis(1));
  }

  private Queued add(long sequence, String... subjects) {
    Queued message =
        new Queued(
            sequence,
            "msg_" + sequence,
            EventType.HOLE_OPENED,
            Set.of(subjects),
            NOW.plusMillis(sequence),
            0,
            0,
            Optional.empty(),
            Pause.NONE);
    outbox.put(message);
    return message;
  }

  private Optional<Long> take(Instant now) {
    Optional<Queued> next = outbox.next(now, false);
    next.ifPresent(message -> outbox.begin(message.begun(now)));
    return next.map(Queued::sequence);
  }
}
