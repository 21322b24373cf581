package io.segwatch.agent.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.segwatch.conformance.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  @ParameterizedTest
  @CsvSource({
    "'', $2y$06$ITaG2NcI.sToL5woXjFpnuFtG4ewzWOk.8wOxRnm9w4RcrrJDE9I6",
    "a, $2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe",
    "abc, $2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
    "fakepassword, $2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi",
    "test, $2b$12$hNf2lSsxfm0.i4a.1kVpSOVyBCfIB51VRjgBUyv6kdnyTlgWj81Ay",
  })
  void knowsThePasswordsOfWellKnownHashes(String password, String hash) {
    assertThat(PasswordHash.parse(hash).matches(password.getBytes(UTF_8))).isTrue();
    assertThat(PasswordHash.parse(hash).matches((password + "x").getBytes(UTF_8))).isFalse();
  }

  @Test
  void agreesWithHtpasswd() throws IOException, InterruptedException {
    Path htpasswd = Tool.require("htpasswd", "apache2-utils");
    Random random = new Random(5);
    for (int length : new int[] {1, 2, 3, 4, 5, 17, 55, 56, 70, 71, 72}) {
      StringBuilder text = new StringBuilder();
      random.ints(length, '!', '~' + 1).forEach(text::appendCodePoint);
      String password = text.toString();
      Process process =
          new ProcessBuilder(htpasswd.toString(), "-niBC", "4", "x")
              .redirectErrorStream(true)
              .start();
      process.outputWriter(UTF_8).append(password).close();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      assertThat(process.waitFor()).as(said).isZero();

      PasswordHash hash = PasswordHash.parse(said.substring(2));

      assertThat(hash.matches(password.getBytes(UTF_8))).as(password).isTrue();
      assertThat(hash.matches(("#" + password).getBytes(UTF_8))).as(password).isFalse();
    }
  }

  @Test
  void takesNoMoreOfAPasswordThanBcryptDoes() {
    PasswordHash hash =
        PasswordHash.parse("$2y$04$abcdefghijklmnopqrstuu5Yb/Ur3yDX7v4uhdRgkPIuLTp7RIoBu");
    String most = "x".repeat(72);

    assertThat(hash.matches(most.getBytes(UTF_8)))
        .isEqualTo(hash.matches((most + "y").getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "$apr1$abc$def",
        "$2y$10$tooshort",
        "$2x$10$X0h1gDsPszWURQaxFh.zoubFi6DXncSjhoQNJgRrnGs7EsimhC7zG",
        "$2y$10$X0h1gDsPszWURQaxFh.zoubFi6DXncSjhoQNJgRrnGs7EsimhC7zG ",
      })
  void refusesWhatIsNoHashWithoutRepeatingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PasswordHash.parse(text))
        .withMessage("is to be a bcrypt hash ($2y$10$…), as `htpasswd -nBC 10 NAME` prints it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"03", "19", "31", "99"})
  void refusesACostThatNobodyCouldWaitFor(String cost) {
    String text = "$2y$" + cost + "$X0h1gDsPszWURQaxFh.zoubFi6DXncSjhoQNJgRrnGs7EsimhC7zG";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PasswordHash.parse(text))
        .withMessage("is to have a cost from 4 to 18, and has " + Integer.parseInt(cost));
  }
}
