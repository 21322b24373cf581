package io.segwatch.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-15,                          2026-11-15T00:00:00Z",
    "2026-11-15T13,                       2026-11-15T13:00:00Z",
    "2026-11-15t13z,                      2026-11-15T13:00:00Z",
    "2026-11-15T13:30,                    2026-11-15T13:30:00Z",
    "2026-11-15T13:30:05,                 2026-11-15T13:30:05Z",
    "2026-11-15T13:30:05.000001Z,         2026-11-15T13:30:05.000001Z",
    "2026-11-15T13:30:05.1234567Z,        2026-11-15T13:30:05.123456Z",
    "2026-11-15T00:30+01:00,              2026-11-14T23:30:00Z",
    "2026-11-15T00:30+0545,               2026-11-14T18:45:00Z",
    "2026-11-15T23-05,                    2026-11-16T04:00:00Z",
    "20261115,                            2026-11-15T00:00:00Z",
    "20261115T13,                         2026-11-15T13:00:00Z",
    "20261115T133005.5+0100,              2026-11-15T12:30:05.5Z",
    "1969-12-31T23:59:59.999999Z,         1969-12-31T23:59:59.999999Z",
    "2024-02-29T00,                       2024-02-29T00:00:00Z",
  })
  void readsATimeAsUtcMicroseconds(String text, Instant time) {
    assertThat(IsoTime.parse(text)).hasValue(Micros.of(time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2026",
        "2026-11",
        "2026-11-31",
        "2025-02-29T00",
        "2026-11-15T24",
        "2026-11-15T13:60",
        "2026-11-15T",
        "2026-11-15T13:30:05.",
        "2026-11-15 13:30",
        "2026-11-15T13ZZ",
        "2026-11-15T13+99:00",
        "+12026-11-15T13",
        "٢٠٢٦-11-15T13",
        "2026-11-15T13 ",
      })
  void refusesWhatIsNoTime(String text) {
    assertThat(IsoTime.parse(text)).isEmpty();
  }
}
