package io.segwatch.exporter.webhook;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that signs messages (alerts §4). Nothing prints it. */
final class WebhookSecret {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  private final SecretKeySpec key;

  private WebhookSecret(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** What a secret is to look like, for people. */
  static String shape() {
    return PREFIX + " and the base64 of " + LEAST_BYTES + " to " + MOST_BYTES + " bytes";
  }

  /** Reads one as it is written; empty if it is not of that {@link #shape}. */
  static Optional<WebhookSecret> parse(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
      return key.length < LEAST_BYTES || key.length > MOST_BYTES
          ? Optional.empty()
          : Optional.of(new WebhookSecret(key));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /**
   * The signature of one attempt, as in the {@code webhook-signature} header.
   *
   * @param timestamp in seconds since the epoch
   */
  String sign(String id, long timestamp, Buffer body) {
    return "v1," + hash(id + "." + timestamp + ".", body.getBytes());
  }

  /** Tells this secret from others, and nothing else about it. */
  String fingerprint(String salt) {
    return hash("fingerprint of " + salt, new byte[0]);
  }

  private String hash(String head, byte[] rest) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(head.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(rest));
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, impossible);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WebhookSecret secret && key.equals(secret.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
