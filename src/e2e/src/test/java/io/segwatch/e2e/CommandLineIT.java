package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the process says of itself when it ends, and what it says of mistakes. */
class CommandLineIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");

  @TempDir Path scratch;

  @Test
  void aCheckEndsWith0WithoutHolesAnd1WithHolesAnd3WithoutStorage() {
    Path base = scratch.resolve("segments");
    Recording recording = new Recording(base, "chan", "source").add(FIRST, Duration.ofMinutes(5));

    assertThat(run("check", "--base-dir", base.toString()).status()).isEqualTo(0);

    recording.add(FIRST.plusSeconds(600), Duration.ofMinutes(5));
    Launch.Finished holes = run("check", "--base-dir", base.toString());
    assertThat(holes.status()).isEqualTo(1);
    assertThat(holes.out()).contains("chan").doesNotContain("\u001b");

    Launch.Finished gone = run("check", "--base-dir", scratch.resolve("nowhere").toString());
    assertThat(gone.status()).isEqualTo(3);
    assertThat(gone.err()).startsWith("segwatch: ").contains("nowhere").hasLineCount(1);
    assertThat(gone.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --connection-string=hunter2          | host=HOST dbname=DBNAME
          --web-config=/nowhere.yaml           | /nowhere.yaml: there is no such file
          --base-dri=/srv                      | --base-dir
          --metrics-port=http                  | --metrics-port
          --live=perhaps                       | auto, always, never
          --first-hour=yesterday               | ISO 8601
          --gap-tolerance=10parsecs            | 10ms
          --qualities=../etc                   | ../etc
          --config=no-such-file.yaml           | no-such-file.yaml
          """)
  void aMistakeIsOneLineThatSaysWhatWouldBeRight(String argument, String said) {
    Launch.Finished refused = run(argument);

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).startsWith("segwatch: ").contains(said).hasLineCount(1);
    assertThat(refused.err()).doesNotContain("hunter2");
    assertThat(refused.out()).isEmpty();
  }

  @Test
  void allMistakesOfAFileAreToldAtOnceEachWithItsPlace() throws IOException {
    Path file =
        Files.writeString(
            scratch.resolve("segwatch.yaml"),
            """
            settel: 10s
            live: perhaps
            exporters:
              webhook:
                endpoints:
                  - name: ops
                    url: ftp://127.0.0.1/
                    secret: whsec_no+base64
            """);

    Launch.Finished refused = run("--config", file.toString());

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .contains(file + ":1: settel", "settle")
        .contains(file + ":2: live", "auto")
        .contains(file + ":7: exporters.webhook.endpoints[0].url")
        .contains(file + ":8: exporters.webhook.endpoints[0].secret")
        .doesNotContain("no+base64");
  }

  @Test
  void aTakenPortIsOneLine() throws IOException {
    Path base = scratch.resolve("segments");
    new Recording(base, "chan", "source").add(FIRST, Duration.ofMinutes(5));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      Launch.Finished refused = run("--base-dir", base.toString(), "--metrics-port", port);

      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.err())
          .startsWith("segwatch: ")
          .contains(port, "--metrics-port")
          .hasLineCount(1);
    }
  }

  @Test
  void twoStreamsThatWouldShareAMapAreRefused() {
    Launch.Finished refused = run("a_b", "a", "--qualities", "c,b_c");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("a_b/c", "a/b_c").hasLineCount(1);
  }

  @Test
  void theEffectiveConfigurationIsShownWithoutSecrets() {
    Path base = scratch.resolve("segments");
    AgentConfig file = AgentConfig.in(scratch, base).endpoint("ops", "http://127.0.0.1:1/ops");
    file.write();

    Launch.Finished shown = run("config", "--config", file.file().toString());

    assertThat(shown.status()).as(shown.err()).isZero();
    assertThat(shown.out())
        .contains("check-interval", "250ms", base.toString(), "ops")
        .doesNotContain(AgentConfig.SECRET)
        .doesNotContain(AgentConfig.SECRET.substring("whsec_".length()));
  }

  private Launch.Finished run(String... arguments) {
    return Launch.in(scratch, arguments).run();
  }
}
