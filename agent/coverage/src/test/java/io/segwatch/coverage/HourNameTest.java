package io.segwatch.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HourNameTest {
  @Test
  void readsAndWritesAnHour() {
    assertThat(HourName.parse("2026-11-14T03")).hasValue(1_794_625_200_000_000L);
    assertThat(HourName.of(1_794_625_200_000_000L)).isEqualTo("2026-11-14T03");
    assertThat(HourName.parse("2024-02-29T23")).isPresent();
    assertThat(HourName.parse("1969-12-31T23")).hasValue(-Micros.PER_HOUR);
  }

  @Test
  void writesEveryDayOfTenThousandYearsAsTheLibraryDoes() {
    for (LocalDate day = LocalDate.of(1, 1, 1); day.getYear() < 10_000; day = day.plusDays(1)) {
      int hour = day.getDayOfMonth() % 24;
      LocalDateTime start = day.atTime(hour, 0);
      long micros = start.toEpochSecond(ZoneOffset.UTC) * Micros.PER_SECOND;

      String name = HourName.of(micros);

      if (!name.equals(start.toString().substring(0, 13)) || HourName.parse(name).isEmpty()) {
        throw new AssertionError(start + " is written " + name);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-14",
        "2026-11-14T3",
        "2026-11-14T24",
        "2026-13-01T00",
        "2026-02-29T00",
        "2026-11-14t03",
        "2026-11-14 03",
        "2026-11-14T03 ",
        "0000-01-01T00",
        "-026-11-14T03",
        "２026-11-14T03",
        "tmp",
        ""
      })
  void refusesWhatIsNoHour(String name) {
    assertThat(HourName.parse(name)).isEmpty();
  }
}
