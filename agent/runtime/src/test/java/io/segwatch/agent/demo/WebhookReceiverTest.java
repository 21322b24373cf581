package io.segwatch.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The receiver over real HTTP. */
class WebhookReceiverTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String BODY =
      "{\"type\":\"segwatch.digest\",\"data\":{\"channel\":\"c\",\"holes\":1,\"hole_seconds\":2}}";

  private final TurnedClock clock = new TurnedClock("2026-11-24T04:10:00Z");
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final WebhookReceiver receiver =
      new WebhookReceiver(SigningSecret.of(SECRET), clock, heard::add);

  @AfterEach
  void close() {
    receiver.close();
  }

  private int post(String method, String body, String signedBody) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) receiver.url().toURL().openConnection();
    connection.setRequestMethod(method);
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    connection.setRequestProperty("webhook-id", "msg_1");
    connection.setRequestProperty("webhook-timestamp", timestamp);
    connection.setRequestProperty(
        "webhook-signature", "v1," + sign("msg_1." + timestamp + "." + signedBody));
    if (!body.isEmpty()) {
      connection.setDoOutput(true);
      connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
    return connection.getResponseCode();
  }

  private static String sign(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(SECRET.substring("whsec_".length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void listensOnThisMachineOnly() {
    assertThat(receiver.url().getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void aMessageThatIsSignedRightIsTakenAndShown() throws IOException {
    assertThat(post("POST", BODY, BODY)).isEqualTo(204);
    assertThat(heard).singleElement().asString().contains("segwatch.digest", "signature right");
  }

  @Test
  void aMessageThatIsSignedWrongIsRefusedAndFlagged() throws IOException {
    assertThat(post("POST", BODY.replace("1", "2"), BODY)).isEqualTo(401);
    assertThat(heard).singleElement().asString().contains("wrong").doesNotContain("digest");
  }

  @Test
  void aMessageWithoutASignatureIsRefused() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) receiver.url().toURL().openConnection();
    connection.setRequestMethod("POST");
    assertThat(connection.getResponseCode()).isEqualTo(401);
    assertThat(heard).singleElement().asString().contains("wrong");
  }

  @Test
  void onlyPostsToItsPathAreTaken() throws IOException {
    assertThat(post("GET", "", "")).isEqualTo(405);
    HttpURLConnection elsewhere =
        (HttpURLConnection) URI.create(receiver.url() + "/other").toURL().openConnection();
    assertThat(elsewhere.getResponseCode()).isEqualTo(404);
    assertThat(heard).isEmpty();
  }

  @Test
  void aBodyThatIsTooLargeIsNotRead() throws IOException {
    assertThat(post("POST", "x".repeat(70_000), "")).isEqualTo(413);
    assertThat(heard).isEmpty();
  }
}
