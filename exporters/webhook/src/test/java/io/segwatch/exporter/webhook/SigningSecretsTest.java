package io.segwatch.exporter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.testkit.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SigningSecretsTest {
  private static final Instant SINCE = TurnedClock.START;

  private final WebhookSecret current = secret(1);
  private final WebhookSecret previous = secret(2);

  @Test
  void thePreviousSecretSignsTooForADay() {
    SigningSecrets secrets =
        new SigningSecrets(Optional.of(current), Optional.of(previous), Optional.empty());

    assertThat(secrets.active(SINCE, SINCE)).containsExactly(current, previous);
    assertThat(secrets.active(SINCE, SINCE.plus(Duration.ofHours(24)).minusMillis(1)))
        .containsExactly(current, previous);
    assertThat(secrets.active(SINCE, SINCE.plus(Duration.ofHours(24)))).containsExactly(current);
  }

  @Test
  void orForAsLongAsIsSaid() {
    Instant until = SINCE.plusSeconds(60);
    SigningSecrets secrets =
        new SigningSecrets(Optional.of(current), Optional.of(previous), Optional.of(until));

    assertThat(secrets.active(SINCE, until.minusMillis(1))).containsExactly(current, previous);
    assertThat(secrets.active(SINCE, until)).containsExactly(current);
  }

  private static WebhookSecret secret(int seed) {
    byte[] key = new byte[24];
    key[0] = (byte) seed;
    return WebhookSecret.parse("whsec_" + Base64.getEncoder().encodeToString(key)).orElseThrow();
  }
}
