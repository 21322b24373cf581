package io.segwatch.exporter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.testkit.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PauseTest {
  private static final Instant NOW = TurnedClock.START;

  private final Pause minute = Pause.of(NOW, Duration.ofMinutes(1));

  @Test
  void lastsFromItsBeginningToItsEnd() {
    assertThat(minute.isOver(NOW)).isFalse();
    assertThat(minute.isOver(NOW.plusSeconds(59))).isFalse();
    assertThat(minute.isOver(NOW.plusSeconds(60))).isTrue();
    assertThat(minute.left(NOW.plusSeconds(45))).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void isOverWhenTheClockIsSetBackBeforeIt() {
    assertThat(minute.isOver(NOW.minusSeconds(1))).isTrue();
    assertThat(minute.left(NOW.minus(Duration.ofDays(1)))).isZero();
  }

  @Test
  void noPauseIsOverAtAnyTime() {
    assertThat(Pause.NONE.isOver(Instant.EPOCH)).isTrue();
    assertThat(Pause.NONE.left(NOW)).isZero();
  }
}
