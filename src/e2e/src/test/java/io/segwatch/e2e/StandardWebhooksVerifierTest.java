package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandardWebhooksVerifierTest {
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String TIMESTAMP = "1614265330";
  private static final String BODY = "{\"test\": 2432232314}";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  private final StandardWebhooksVerifier verifier =
      new StandardWebhooksVerifier("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  @Test
  void acceptsTheVectorOfTheStandard() {
    assertThat(accepts(ID, TIMESTAMP, SIGNATURE, BODY, 0)).isTrue();
  }

  @Test
  void oneOfSeveralSignaturesIsEnough() {
    assertThat(accepts(ID, TIMESTAMP, "v1a,AAAA v1,AAAA " + SIGNATURE, BODY, 0)).isTrue();
  }

  @Test
  void refusesWhateverIsNotAsItWasSigned() {
    assertThat(accepts(ID + "x", TIMESTAMP, SIGNATURE, BODY, 0)).isFalse();
    assertThat(accepts(ID, "1614265331", SIGNATURE, BODY, 0)).isFalse();
    assertThat(accepts(ID, TIMESTAMP, SIGNATURE, BODY + " ", 0)).isFalse();
    assertThat(accepts(ID, TIMESTAMP, SIGNATURE.replace("v1,", "v2,"), BODY, 0)).isFalse();
    assertThat(accepts(ID, TIMESTAMP, "", BODY, 0)).isFalse();
  }

  @Test
  void refusesWhatWasSignedTooLongAgoOrInTheFuture() {
    assertThat(accepts(ID, TIMESTAMP, SIGNATURE, BODY, 300)).isTrue();
    assertThat(accepts(ID, TIMESTAMP, SIGNATURE, BODY, 301)).isFalse();
    assertThat(accepts(ID, TIMESTAMP, SIGNATURE, BODY, -301)).isFalse();
  }

  private boolean accepts(
      String id, String timestamp, String signature, String body, long secondsLater) {
    Map<String, String> headers =
        Map.of("webhook-id", id, "webhook-timestamp", timestamp, "webhook-signature", signature);
    Instant now = Instant.ofEpochSecond(1_614_265_330 + secondsLater);
    return verifier.accepts(headers, body, now);
  }
}
