package io.segwatch.exporter.webhook;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A message to one endpoint. It never changes once made, so every attempt to deliver it bears the
 * same id and the same bytes.
 *
 * @param id the {@code webhook-id} (alerts §4)
 * @param subject what it is about: messages of one subject are delivered in their order
 * @param recorded when what it tells was recorded
 * @param body JSON in UTF-8, below {@link MessageWriter#BODY_LIMIT} bytes
 */
record Message(String id, EventType type, String subject, Instant recorded, Buffer body) {
  private static final int ID_BYTES = 16;

  /** An id that is the same whenever it is made of the same parts, none of which may hold a NUL. */
  static String idOf(String... parts) {
    byte[] text = String.join("\0", parts).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return "msg_" + HexFormat.of().formatHex(Arrays.copyOf(hash, ID_BYTES));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java runtime has SHA-256", missing);
    }
  }
}
