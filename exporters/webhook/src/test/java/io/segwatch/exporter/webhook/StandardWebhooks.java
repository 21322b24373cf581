package io.segwatch.exporter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a receiver does, written from the text of Standard Webhooks 1.0.0 and from nothing else: the
 * secret without its prefix is base64 of the key; the signed content is id, timestamp and body with
 * full stops between them; the header lists versions and signatures, of which one is to match; a
 * timestamp too far from now is a replay.
 */
final class StandardWebhooks {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final String secret;

  StandardWebhooks(String secret) {
    this.secret = secret;
  }

  boolean verifies(Map<String, String> headers, byte[] body, Instant now) {
    String id = headers.get("webhook-id");
    String timestamp = headers.get("webhook-timestamp");
    String signatures = headers.get("webhook-signature");
    assertThat(List.of(id, timestamp, signatures)).doesNotContainNull();
    Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(sent, now).abs().compareTo(TOLERANCE) > 0 || id.contains(".")) {
      return false;
    }
    byte[] expected = hmac(id, timestamp, body);
    for (String versioned : signatures.split(" ", -1)) {
      String[] parts = versioned.split(",", 2);
      if (parts[0].equals("v1")
          && MessageDigest.isEqual(expected, Base64.getDecoder().decode(parts[1]))) {
        return true;
      }
    }
    return false;
  }

  private byte[] hmac(String id, String timestamp, byte[] body) {
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(id.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) '.');
      mac.update(timestamp.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) '.');
      return mac.doFinal(body);
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
