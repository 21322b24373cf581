package io.segwatch.exporter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @Test
  void signsTheVectorOfTheStandard() {
    String signature =
        WebhookSecret.parse(SECRET)
            .orElseThrow()
            .sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330,
                Buffer.buffer("{\"test\": 2432232314}"));

    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @ValueSource(ints = {24, 32, 64})
  void takesTwentyFourToSixtyFourBytes(int bytes) {
    assertThat(WebhookSecret.parse(secretOf(bytes))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 23, 65})
  void refusesSecretsOfOtherLengths(int bytes) {
    assertThat(WebhookSecret.parse(secretOf(bytes))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "whsec_!!!!", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsk_"})
  void refusesWhatIsNoSecret(String text) {
    assertThat(WebhookSecret.parse(text)).isEmpty();
  }

  @Test
  void isNeverPrinted() {
    assertThat(WebhookSecret.parse(SECRET).orElseThrow()).hasToString("whsec_…");
  }

  private static String secretOf(int bytes) {
    return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
  }
}
