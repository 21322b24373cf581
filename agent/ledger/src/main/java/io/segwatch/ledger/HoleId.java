package io.segwatch.ledger;

import io.segwatch.coverage.StreamId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * An id that is the same whenever the same hole is found again: a hash of node, stream, first start
 * and end, and which opening of them it is (alerts §4).
 */
record HoleId(String text, int opening) {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LETTERS = 12;

  /** Gives what tells holes apart; within one transaction. */
  interface Source {
    /** A number that no hole had. */
    long nextNumber();

    /** The id of the next opening of a hole that was first seen as {@code [start, end)}. */
    HoleId next(StreamId stream, long start, long end);
  }

  static HoleId of(String node, StreamId stream, long start, long end, int opening) {
    // Names hold no NUL, so no two different lists of parts give the same text.
    String text =
        String.join(
            "\0",
            node,
            stream.channel(),
            stream.quality(),
            Long.toString(start),
            Long.toString(end),
            Integer.toString(opening));
    return new HoleId("h_" + letters(sha256(text)), opening);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String letters(byte[] hash) {
    StringBuilder text = new StringBuilder(LETTERS);
    for (int i = 0; i < LETTERS; i++) {
      text.append(ALPHABET.charAt(hash[i] & 31));
    }
    return text.toString();
  }
}
