package io.segwatch.exporter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.testkit.TurnedClock;
import io.segwatch.exporter.webhook.message.EventType;
import io.segwatch.exporter.webhook.message.Message;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
    add(2, "hole a");
    Outbox.Queued first = outbox.take(NOW).orElseThrow();

    assertThat(take(NOW)).isEmpty();
    outbox.remove(first);
    assertThat(take(NOW)).contains(2L);
  }

  @Test
  void keepsTheSecondOfASubjectWhileTheFirstIsToBeTriedAgain() {
    add(1, "hole a");
    add(2, "hole a");
    add(3, "hole b");
    outbox.putBack(outbox.take(NOW).orElseThrow(), 1, Pause.of(NOW, Duration.ofSeconds(5)));

    assertThat(take(NOW)).contains(3L);
    assertThat(take(NOW)).isEmpty();
    assertThat(outbox.untilDue(NOW.plusSeconds(2))).contains(Duration.ofSeconds(3));
    assertThat(take(NOW.plusSeconds(5))).contains(1L);
  }

  @Test
  void countsAttemptsAndKnowsTheFirst() {
    add(1, "hole a");
    outbox.putBack(outbox.take(NOW).orElseThrow(), 1, Pause.NONE);

    Outbox.Queued again = outbox.take(NOW.plusSeconds(9)).orElseThrow();

    assertThat(again.attempts()).isEqualTo(2);
    assertThat(again.rung()).isEqualTo(1);
    assertThat(again.firstAttempt()).contains(NOW);
  }

  @Test
  void knowsHowMuchRoomThereIsAndWhatIsOldest() {
    assertThat(outbox.oldest()).isEmpty();
    add(1, "hole a");
    add(2, "hole b");

    assertThat(outbox.size()).isEqualTo(2);
    assertThat(outbox.room()).isEqualTo(Outbox.ROOM - 2);
    assertThat(outbox.oldest()).contains(NOW.plusMillis(1));
  }

  private void add(long sequence, String subject) {
    Message message =
        new Message(
            "msg_" + sequence,
            EventType.HOLE_OPENED,
            subject,
            NOW.plusMillis(sequence),
            "application/json",
            Buffer.buffer("{}"));
    outbox.add(sequence, message);
  }

  private Optional<Long> take(Instant now) {
    return outbox.take(now).map(Outbox.Queued::sequence);
  }
}
