package io.segwatch.agent.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The receiving side of Standard Webhooks: tells who knows the secret from who does not (alerts
 * §4).
 */
final class SigningSecret {
  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int RANDOM_BYTES = 32;

  /** An older message may be one that somebody recorded and sends again. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final byte[] key;

  private SigningSecret(byte[] key) {
    this.key = key;
  }

  /** A new secret. */
  static SigningSecret random() {
    byte[] key = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(key);
    return new SigningSecret(key);
  }

  /** A secret from its text, {@code whsec_} and base64. */
  static SigningSecret of(String text) {
    return new SigningSecret(Base64.getDecoder().decode(text.substring(PREFIX.length())));
  }

  /** The secret as configurations have it. */
  String text() {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /**
   * Whether one of the signatures is that of the message, and the message is fresh.
   *
   * @param id header {@code webhook-id}
   * @param timestamp header {@code webhook-timestamp}, seconds since the epoch
   * @param signatures header {@code webhook-signature}, with blanks between several
   */
  boolean verifies(String id, String timestamp, byte[] body, String signatures, Instant now) {
    return isFresh(timestamp, now)
        && Stream.of(signatures.split(" "))
            .filter(signature -> signature.startsWith(VERSION))
            .map(signature -> signature.substring(VERSION.length()))
            .anyMatch(signature -> isOf(signature, id, timestamp, body));
  }

  private static boolean isFresh(String timestamp, Instant now) {
    return sent(timestamp)
        .map(sent -> Duration.between(sent, now).abs().compareTo(FRESH) <= 0)
        .orElse(false);
  }

  private static Optional<Instant> sent(String timestamp) {
    try {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(timestamp)));
    } catch (NumberFormatException | DateTimeException noTimestamp) {
      return Optional.empty();
    }
  }

  private boolean isOf(String signature, String id, String timestamp, byte[] body) {
    String expected = Base64.getEncoder().encodeToString(hmac(id + "." + timestamp + ".", body));
    return MessageDigest.isEqual( // takes as long however much of it is right
        expected.getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] hmac(String head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(head.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
