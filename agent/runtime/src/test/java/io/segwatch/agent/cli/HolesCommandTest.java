package io.segwatch.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.TestAgent;
import io.segwatch.agent.cli.TestCommandLine.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code segwatch holes}, beside a running agent and after one (interface §1). */
class HolesCommandTest {
  private static final Pattern ID = Pattern.compile("h_[0-9a-z]{12}");
  private static final String HOUR = "2026-11-14T03";

  @TempDir private Path folder;
  private Path base;
  private final TestCommandLine commandLine = new TestCommandLine();

  @BeforeEach
  void aHoleOfFourAndAHalfSeconds() throws Exception {
    base = Files.createDirectory(folder.resolve("base"));
    record("=chan");
  }

  private void record(String channel) {
    TestAgent.write(base, channel + "/source", HOUR, "00:00-2.0-full-AAAA.ts");
    TestAgent.write(base, channel + "/source", HOUR, "00:06.5-2.0-full-AAAA.ts");
  }

  private TestAgent agent() {
    return TestAgent.scannedOnce(base);
  }

  private Answer holes(String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("holes", "--state-dir", folder.resolve("state").toString()));
    all.addAll(List.of(arguments));
    return commandLine.run(all.toArray(String[]::new));
  }

  @Test
  void showsWhatIsOpenAsATable() {
    try (TestAgent _ = agent()) {
      Answer answer = holes();

      assertThat(answer.status()).isZero();
      assertThat(answer.out())
          .containsPattern("state +from +to +length +cause +id +stream")
          .containsPattern(
              "open +2026-11-14T03:00:02.000000Z +2026-11-14T03:00:06.500000Z +4.5s +missing +h_")
          .contains("open: 1, 4.5s");
    }
  }

  @Test
  void readsWhatAnAgentLeftBehind() {
    agent().close();

    assertThat(holes("--format", "csv").out().replaceAll(ID.pattern(), "ID"))
        .startsWith(
            "id,channel,quality,state,cause,start,end,seconds,missing_seconds,seen,confirmed,ended,"
                + "known_seconds\n"
                + "ID,'=chan,source,open,missing,2026-11-14T03:00:02.000000Z,"
                + "2026-11-14T03:00:06.500000Z,4.500000,4.500000,");
  }

  @Test
  void writesADocumentALineWithTimesInMicroseconds() {
    agent().close();

    assertThat(holes("--format", "json").out())
        .matches("\\{.*}\n")
        .contains(
            "\"channel\":\"=chan\"",
            "\"state\":\"open\"",
            "\"start_us\":1794625202000000",
            "\"remaining_us\":[[1794625202000000,1794625206500000]]",
            "\"cause\":\"missing\"");
  }

  @Test
  void showsOnlyWhatIsAskedFor() {
    record("other");
    agent().close();

    assertThat(lines("--channel", "other")).isEqualTo(1);
    assertThat(lines("--state", "all")).isEqualTo(2);
    assertThat(lines("--state", "filled,expired")).isZero();
    assertThat(lines("--quality", "480p")).isZero();
    assertThat(lines("--planned")).isZero();
    assertThat(lines("--since", "2026-11-14T03:00:06")).isEqualTo(2);
    assertThat(lines("--since", "2026-11-14T03:00:07Z")).isZero();
  }

  private long lines(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--format", "json"));
    return holes(all.toArray(String[]::new)).out().lines().count();
  }

  @Test
  void saysWhatIsWrongAndWhatWouldBeRight() {
    agent().close();

    assertThat(holes("--state", "opne").err())
        .isEqualTo(
            "segwatch: --state: 'opne' is to be one of seen, open, filled, expired, withdrawn or"
                + " all\n");
    assertThat(holes("--since", "tomorrow").err()).contains("2026-11-14T03:00:00Z", "24h");
    assertThat(holes("--format", "xml").status()).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void saysWhereNoAgentHasRun() {
    Answer answer = holes();

    assertThat(answer.status()).isEqualTo(ExitStatus.UNREADABLE);
    assertThat(answer.err())
        .isEqualTo(
            "segwatch: %s: there is no such file\n".formatted(folder.resolve("state/holes.db")));
    assertThat(folder.resolve("state")).doesNotExist();
  }
}
