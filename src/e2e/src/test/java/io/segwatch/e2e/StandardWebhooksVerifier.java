package io.segwatch.e2e;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A receiver's side of Standard Webhooks, written from its text alone: the signature is over id,
 * timestamp and body with points between them; the header holds signatures with blanks between
 * them, of which one of version 1 has to fit; what was signed too long ago is refused.
 */
final class StandardWebhooksVerifier {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final String PREFIX = "whsec_";

  private final byte[] key;

  StandardWebhooksVerifier(String secret) {
    if (!secret.startsWith(PREFIX)) {
      throw new IllegalArgumentException("a secret begins with " + PREFIX);
    }
    this.key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
  }

  /**
   * Whether a message is from whom it says.
   *
   * @param headers by name in lower case
   */
  boolean accepts(Map<String, String> headers, String body, Instant now) {
    String id = headers.getOrDefault("webhook-id", "");
    String timestamp = headers.getOrDefault("webhook-timestamp", "");
    if (id.isEmpty() || !timestamp.matches("\\d{1,12}") || !isRecent(timestamp, now)) {
      return false;
    }
    byte[] expected = sign(id, timestamp, body);
    for (String signature : headers.getOrDefault("webhook-signature", "").split(" ", -1)) {
      int comma = signature.indexOf(',');
      if (comma > 0
          && signature.substring(0, comma).equals("v1")
          && MessageDigest.isEqual(expected, decode(signature.substring(comma + 1)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRecent(String timestamp, Instant now) {
    Instant signed = Instant.ofEpochSecond(Long.parseLong(timestamp));
    return Duration.between(signed, now).abs().compareTo(TOLERANCE) <= 0;
  }

  private byte[] sign(String id, String timestamp, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String signed = id + "." + timestamp + "." + body;
      return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static byte[] decode(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }
}
