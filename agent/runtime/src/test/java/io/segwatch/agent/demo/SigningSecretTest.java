package io.segwatch.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts §4, from the receiving side; with the standard's own example. */
class SigningSecretTest {
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String SENT = "1614265330";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final byte[] BODY = bytes("{\"test\": 2432232314}");
  private static final Instant NOW = Instant.ofEpochSecond(Long.parseLong(SENT));

  private final SigningSecret secret = SigningSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theExampleOfTheStandardIsRight() {
    assertThat(secret.verifies(ID, SENT, BODY, SIGNATURE, NOW)).isTrue();
  }

  @Test
  void oneRightSignatureAmongOthersIsEnough() {
    String several = "v1a,abc v1,AAAA " + SIGNATURE;

    assertThat(secret.verifies(ID, SENT, BODY, several, NOW)).isTrue();
  }

  @Test
  void whateverIsChangedMakesItWrong() {
    assertThat(secret.verifies(ID, SENT, bytes("{}"), SIGNATURE, NOW)).isFalse();
    assertThat(secret.verifies("msg_other", SENT, BODY, SIGNATURE, NOW)).isFalse();
    assertThat(secret.verifies(ID, "1614265331", BODY, SIGNATURE, NOW)).isFalse();
    assertThat(secret.verifies(ID, SENT, BODY, "", NOW)).isFalse();
    assertThat(secret.verifies(ID, SENT, BODY, SIGNATURE.replace("v1,", "v2,"), NOW)).isFalse();
    assertThat(SigningSecret.random().verifies(ID, SENT, BODY, SIGNATURE, NOW)).isFalse();
  }

  @Test
  void anOldMessageIsWrongHoweverItIsSigned() {
    assertThat(secret.verifies(ID, SENT, BODY, SIGNATURE, NOW.plusSeconds(300))).isTrue();
    assertThat(secret.verifies(ID, SENT, BODY, SIGNATURE, NOW.plusSeconds(301))).isFalse();
    assertThat(secret.verifies(ID, SENT, BODY, SIGNATURE, NOW.minusSeconds(301))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "9223372036854775807", "99999999999999999999"})
  void whatIsNoTimeIsWrong(String timestamp) {
    assertThat(secret.verifies(ID, timestamp, BODY, SIGNATURE, NOW)).isFalse();
  }

  @Test
  void aRandomSecretIsAnotherEachTimeAndCanBeWrittenDown() {
    SigningSecret random = SigningSecret.random();

    assertThat(random.text()).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(SigningSecret.of(random.text()).text()).isEqualTo(random.text());
    assertThat(SigningSecret.random().text()).isNotEqualTo(random.text());
  }
}
