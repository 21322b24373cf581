package io.segwatch.agent.trust;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A password as bcrypt keeps it, such as {@code htpasswd -B} writes it; it can tell whether another
 * one is the same, and nothing else.
 */
final class PasswordHash {
  /** The most that can be asked of whoever waits for an answer: some ten seconds. */
  static final int HIGHEST_COST = 18;

  private static final int LOWEST_COST = 4;

  /** All that the cipher takes of a password. */
  private static final int KEY_BYTES = 72;

  private static final int SALT_BYTES = 16;
  private static final int DIGEST_BYTES = 23;
  private static final String DIGITS =
      "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final Pattern FORM =
      Pattern.compile("\\$2[aby]?\\$(\\d\\d)\\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})");

  /** The text that is encrypted again and again. */
  private static final int[] ORPHEAN_BEHOLDER_SCRY_DOUBT = {
    0x4f727068, 0x65616e42, 0x65686f6c, 0x64657253, 0x63727944, 0x6f756274
  };

  private final String text;
  private final int cost;
  private final byte[] salt;
  private final byte[] digest;

  private PasswordHash(String text, int cost, byte[] salt, byte[] digest) {
    this.text = text;
    this.cost = cost;
    this.salt = salt;
    this.digest = digest;
  }

  /**
   * Reads a hash.
   *
   * @throws IllegalArgumentException if it is none; the message does not repeat it
   */
  static PasswordHash parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "is to be a bcrypt hash ($2y$10$…), as `htpasswd -nBC 10 NAME` prints it");
    }
    int cost = Integer.parseInt(parts.group(1));
    if (cost < LOWEST_COST || cost > HIGHEST_COST) {
      throw new IllegalArgumentException(
          "is to have a cost from %d to %d, and has %d".formatted(LOWEST_COST, HIGHEST_COST, cost));
    }
    return new PasswordHash(
        text, cost, decode(parts.group(2), SALT_BYTES), decode(parts.group(3), DIGEST_BYTES));
  }

  /** How much work a check is: 2 to the power of it. */
  int cost() {
    return cost;
  }

  /** The hash as it was written. */
  String text() {
    return text;
  }

  /** Whether it is the hash of this password. Takes a tenth of a second, at the usual cost. */
  boolean matches(byte[] password) {
    byte[] key = Arrays.copyOf(password, Math.min(password.length + 1, KEY_BYTES));
    Blowfish cipher = Blowfish.fresh();
    cipher.expand(salt, key);
    for (long round = 1L << cost; round > 0; round--) {
      cipher.expand(key);
      cipher.expand(salt);
    }
    int[] block = ORPHEAN_BEHOLDER_SCRY_DOUBT.clone();
    for (int at = 0; at < block.length; at += 2) {
      for (int i = 0; i < 64; i++) {
        cipher.encrypt(block, at);
      }
    }
    return MessageDigest.isEqual(digest, bytes(block));
  }

  private static byte[] bytes(int[] words) {
    byte[] bytes = new byte[DIGEST_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (words[i / 4] >>> (24 - i % 4 * 8));
    }
    return bytes;
  }

  /** Bcrypt's own base64, whose last digit has bits to spare. */
  private static byte[] decode(String digits, int length) {
    byte[] bytes = new byte[length];
    byte[] ascii = digits.getBytes(StandardCharsets.US_ASCII);
    int bits = 0;
    int count = 0;
    int at = 0;
    for (byte digit : ascii) {
      bits = bits << 6 | DIGITS.indexOf(digit);
      count += 6;
      if (count >= 8 && at < length) {
        count -= 8;
        bytes[at++] = (byte) (bits >>> count);
      }
    }
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PasswordHash hash && hash.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Not the hash: that can be guessed at. */
  @Override
  public String toString() {
    return "***";
  }
}
