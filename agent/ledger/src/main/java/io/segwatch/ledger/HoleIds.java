package io.segwatch.ledger;

import io.segwatch.coverage.StreamId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ids that are the same whenever the same hole is found again: a hash of node, stream, first start
 * and end, and which opening of them it is (alerts §4).
 */
final class HoleIds {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LETTERS = 12;
  private static final int REMEMBERED = 10_000;

  private record Place(StreamId stream, long start, long end) {}

  private final String node;
  private final Map<Place, Integer> openings =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  HoleIds(String node) {
    this.node = node;
  }

  /** The id of the next opening of a hole that was first seen as {@code [start, end)}. */
  String next(StreamId stream, long start, long end) {
    int opening = openings.merge(new Place(stream, start, end), 1, Integer::sum);
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
    return "h_" + letters(sha256(text));
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
