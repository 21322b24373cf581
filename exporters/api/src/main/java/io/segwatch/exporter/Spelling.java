package io.segwatch.exporter;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody may have meant. */
public final class Spelling {
  /** Fewer letters are part of too many words. */
  private static final int LEAST_PART = 3;

  private Spelling() {}

  /**
   * The nearest of the known words: one that the word is a part of ({@code --port} of {@code
   * --metrics-port}), else the one that it takes the fewest letters to make it.
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String part = word.replaceFirst("^-+", "");
    return known.stream()
        .min(
            Comparator.comparing((String each) -> !isPart(part, each))
                .thenComparingInt(each -> distance(word, each)));
  }

  private static boolean isPart(String part, String word) {
    return part.length() >= LEAST_PART && word.contains(part);
  }

  /** How many letters to add, drop or change to make one word the other (Levenshtein). */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int above = row[j];
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(diagonal + change, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[other.length()];
  }
}
