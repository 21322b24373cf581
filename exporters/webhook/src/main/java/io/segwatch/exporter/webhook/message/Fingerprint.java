package io.segwatch.exporter.webhook.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Makes short names for long ones (alerts §4). */
final class Fingerprint {
  private static final int BYTES = 16;

  private Fingerprint() {}

  /** The same whenever it is made of the same parts, none of which may hold a NUL. */
  static String of(List<String> parts) {
    byte[] text = String.join("\0", parts).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java runtime has SHA-256", missing);
    }
  }
}
