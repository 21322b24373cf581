package io.segwatch.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The report of {@code segwatch check} for a person. */
class CheckTextTest extends CheckedTree {
  @Test
  void theTextSaysAllOfAStream() throws IOException {
    recordHole("one/source");
    record("one/source", "00:01-1.0-temp", "00:20-1.0-suspect", "junk");
    Files.createDirectories(base.resolve("one/source/notes"));

    assertThat(check().out())
        .isEqualTo(
            """
            one/source
              coverage      23.8095 %, editable 23.8095 %
              holes         2, 16s in all, the longest 11.5s
              partial only  3s
              segments      1 full, 1 suspect, 1 partial, 1 temp, 1 bad
              ignored       1 beside the hours
              live edge     2026-11-14T03:00:21.000000Z

              hole from                    to                           length
              2026-11-14T03:00:02.000000Z  2026-11-14T03:00:06.500000Z  4.5s
              2026-11-14T03:00:08.500000Z  2026-11-14T03:00:20.000000Z  11.5s
            """);
  }

  @Test
  void aStreamWithoutHolesIsShort() throws IOException {
    recordWhole("one/source");
    recordWhole("two/source");

    assertThat(check().out())
        .startsWith("one/source\n  coverage      100 %, editable 100 %\n  holes         none\n")
        .contains("Z\n\ntwo/source\n")
        .doesNotContain("hole from");
  }

  @Test
  void coverageWithAHoleIsNever100() throws IOException {
    record("one/source", "00:00-1800-full", "30:00.010001-1789-full");

    assertThat(check().out())
        .contains("coverage      99.9997 %")
        .contains("holes         1, 0.010001s in all");
    assertThat(Figures.percent(Math.nextDown(1.0))).isEqualTo("99.9999 %");
    assertThat(Figures.percent(1)).isEqualTo("100 %");
    assertThat(Figures.percent(0)).isEqualTo("0 %");
    assertThat(Figures.percent(0.57)).isEqualTo("57 %");
    assertThat(Figures.percent(0.999_999_9)).isEqualTo("99.9999 %");
  }

  @Test
  void onlyTheLongestHolesAreListedInOrderOfTime() throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 31; i++) {
      // Holes of 4 s, every third of them of 5 s.
      names.add("%02d:%02d-1.0-full".formatted(i / 2, i % 2 * 30));
      names.add(
          "%02d:%02d-%d-full"
              .formatted(i / 2, i % 2 * 30 + (i % 3 == 0 ? 6 : 5), i % 3 == 0 ? 24 : 25));
    }
    record("one/source", names.toArray(String[]::new));

    List<String> listed = check().out().lines().filter(line -> line.startsWith("  2026")).toList();

    assertThat(check().out()).contains("holes         31, 2m15s in all").contains("and 11 more");
    assertThat(listed).hasSize(20).isSorted();
    assertThat(listed.stream().filter(line -> line.endsWith(" 5s"))).hasSize(11);
  }

  @ParameterizedTest
  @CsvSource({
    "10001, 0.010001s",
    "1000000, 1s",
    "59999999, 59.999999s",
    "60000000, 1m0s",
    "90500000, 1m30.5s",
    "3599999999, 59m59.999999s",
    "3600000000, 1h00m00s",
    "93784999999, 26h03m04s"
  })
  void lengthsAreSaidAsPeopleDo(long micros, String text) {
    assertThat(Figures.length(micros)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.000000",
    "1, 0.000001",
    "4500000, 4.500000",
    "-500000, -0.500000",
    "-1500000, -1.500000"
  })
  void secondsAreSaidToTheMicrosecond(long micros, String text) {
    assertThat(Figures.seconds(micros)).isEqualTo(text);
  }

  @Test
  void coloursAreForThoseWhoWantThem() throws IOException {
    recordHole("one/source");
    assertThat(check().out()).doesNotContain("\u001b");

    commandLine.colour = true;
    assertThat(check().out()).contains("\u001b[31m").contains("\u001b[0m");
    assertThat(check("--format", "csv").out()).doesNotContain("\u001b");
  }

  @Test
  void coloursAreNotForThoseWhoSayNo() {
    assertThat(Terminal.allowsColour(Map.of("TERM", "xterm"))).isTrue();
    assertThat(Terminal.allowsColour(Map.of("NO_COLOR", ""))).isTrue();
    assertThat(Terminal.allowsColour(Map.of("NO_COLOR", "0"))).isFalse();
    assertThat(Terminal.allowsColour(Map.of("TERM", "dumb"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "csv"})
  void aNameCannotPlayTricksOnATerminal(String format) throws IOException {
    recordHole("a\n\u001b[2J\u202eb/source");

    assertThat(check("--format", format).out())
        .contains("a\\n\\u001b[2J\\u202eb")
        .doesNotContain("\u001b", "\u202e");
  }
}
