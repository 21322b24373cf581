package io.segwatch.exporter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.testkit.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryLadderTest {
  private static final Instant FIRST = TurnedClock.START;

  private final RetryLadder ladder = new RetryLadder(new Random(7));

  @ParameterizedTest
  @CsvSource({
    "1, PT5S",
    "2, PT30S",
    "3, PT2M",
    "4, PT5M",
    "5, PT15M",
    "6, PT30M",
    "7, PT1H",
    "8, PT2H",
    "9, PT4H",
    "10, PT6H",
    "11, PT6H",
    "19, PT6H"
  })
  void eachRungIsItsPauseGiveOrTakeAFifth(int rung, Duration pause) {
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      pauses.add(RetryLadder.pause(rung, ladder.spread(), FIRST, FIRST).left(FIRST));
    }

    long fifth = pause.toMillis() / 5;
    assertThat(pauses)
        .allSatisfy(
            each -> assertThat(each).isBetween(pause.minusMillis(fifth), pause.plusMillis(fifth)));
    // And they are spread over all of that, not only near the middle.
    assertThat(pauses).anyMatch(each -> each.compareTo(pause.minusMillis(fifth * 4 / 5)) < 0);
    assertThat(pauses).anyMatch(each -> each.compareTo(pause.plusMillis(fifth * 4 / 5)) > 0);
  }

  @Test
  void eachFailureIsAStepUp() {
    assertThat(RetryLadder.climb(0, Outcome.SERVER_ERROR)).isEqualTo(1);
    assertThat(RetryLadder.climb(1, Outcome.THROTTLED)).isEqualTo(2);
    assertThat(RetryLadder.climb(12, Outcome.TIMED_OUT)).isEqualTo(13);
  }

  @Test
  void aRefusalGoesToTheSlowPartAtOnceAndThenOnFromThere() {
    int first = RetryLadder.climb(0, Outcome.REFUSED);
    int second = RetryLadder.climb(first, Outcome.REFUSED);

    assertThat(RetryLadder.pause(first, ladder.spread(), FIRST, FIRST).left(FIRST))
        .isBetween(Duration.ofMinutes(48), Duration.ofMinutes(72));
    assertThat(RetryLadder.pause(second, ladder.spread(), FIRST, FIRST).left(FIRST))
        .isBetween(Duration.ofMinutes(96), Duration.ofMinutes(144));
  }

  @Test
  void theLastAttemptIsMadeWhenSeventyTwoHoursAreUp() {
    Instant late = FIRST.plus(Duration.ofHours(70));

    Pause pause = RetryLadder.pause(19, ladder.spread(), FIRST, late);

    assertThat(pause.until()).isEqualTo(FIRST.plus(Duration.ofDays(3)));
  }

  @Test
  void afterThatThereIsNone() {
    assertThat(RetryLadder.isOver(FIRST, FIRST.plus(Duration.ofDays(3)).minusMillis(1))).isFalse();
    assertThat(RetryLadder.isOver(FIRST, FIRST.plus(Duration.ofDays(3)))).isTrue();
    assertThat(RetryLadder.isOver(FIRST, FIRST.plus(Duration.ofDays(10_000)))).isTrue();
  }
}
