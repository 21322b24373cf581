package io.segwatch.exporter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-23T20:14:07Z");

  @ParameterizedTest
  @CsvSource({"0, PT0S", "120, PT2M", "3600, PT1H", "3601, PT1H", "007, PT7S"})
  void isANumberOfSecondsUpToAnHour(String header, Duration pause) {
    assertThat(RetryAfter.parse(header, NOW)).contains(pause);
  }

  @Test
  void aNumberBeyondAllNumbersIsAnHour() {
    assertThat(RetryAfter.parse("9".repeat(400), NOW)).contains(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mon, 23 Nov 2026 20:16:07 GMT | PT2M",
        "Tue, 24 Nov 2026 20:16:07 GMT | PT1H",
        "Mon, 23 Nov 2026 20:14:07 GMT | PT0S",
        "Sun, 22 Nov 2026 20:14:07 GMT | PT0S"
      })
  void orIsADate(String header, Duration pause) {
    assertThat(RetryAfter.parse(header, NOW)).contains(pause);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "soon", "1.5", "2026-11-23T20:16:07Z", "١٢"})
  void anythingElseAsksForNothing(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEmpty();
  }
}
