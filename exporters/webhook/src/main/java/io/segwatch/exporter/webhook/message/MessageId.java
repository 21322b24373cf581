package io.segwatch.exporter.webhook.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Makes the {@code webhook-id} (alerts §4). */
final class MessageId {
  private static final int BYTES = 16;

  private MessageId() {}

  /** The same whenever it is made of the same parts, none of which may hold a NUL. */
  static String of(String endpoint, List<String> identity) {
    String text = endpoint + "\0" + String.join("\0", identity);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "msg_" + HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java runtime has SHA-256", missing);
    }
  }
}
