package io.segwatch.bench;

import io.segwatch.coverage.HourAnalyzer;
import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.HourName;
import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.HourTooLargeException;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Hours of segments of two seconds, some of them missing, partial, suspect, twice there or deleted;
 * always the same ones.
 */
final class FullHours {
  /** Start of the first one, in microseconds. */
  static final long FIRST = HourName.parse("2026-11-14T00").orElseThrow();

  static final int SEGMENTS = 1_800;

  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int HASH_LENGTH = 43;

  private FullHours() {}

  static long start(int index) {
    return FIRST + index * Micros.PER_HOUR;
  }

  static List<String> names(int index) {
    SplittableRandom random = new SplittableRandom(index);
    List<String> names = new ArrayList<>(SEGMENTS);
    for (int segment = 0; segment < SEGMENTS; segment++) {
      int fate = random.nextInt(1_000);
      if (fate == 0) {
        continue;
      }
      String type = fate < 3 ? "partial" : fate < 4 ? "suspect" : "full";
      String name = name(2 * segment, fate < 3 ? 0.9 : 2, type, random);
      names.add(name + ".ts");
      if (fate == 4) {
        names.add(name + ".tombstone");
      } else if (fate == 5) {
        names.add(name(2 * segment, 2, type, random) + ".ts");
      }
    }
    return names;
  }

  private static String name(int second, double duration, String type, SplittableRandom random) {
    StringBuilder hash = new StringBuilder(HASH_LENGTH);
    for (int i = 0; i < HASH_LENGTH; i++) {
      hash.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return String.format(
        Locale.ROOT, "%02d:%02d.000-%.3f-%s-%s", second / 60, second % 60, duration, type, hash);
  }

  static HourListing listing(int index) {
    HourListing listing = new HourListing();
    for (String name : names(index)) {
      byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
      try {
        listing.add(bytes, 0, bytes.length);
      } catch (HourTooLargeException e) {
        throw new UncheckedIOException(e);
      }
    }
    return listing;
  }

  static HourSummary summary(HourAnalyzer analyzer, int index, HourListing listing, long reach) {
    try {
      return analyzer.summarize(start(index), listing, _ -> 1, Rules.DEFAULT.tolerance(), reach);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not from sizes that are made up
    }
  }

  static List<HourSummary> summaries(int count) {
    HourAnalyzer analyzer = new HourAnalyzer();
    List<HourSummary> hours = new ArrayList<>(count);
    long reach = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      HourSummary hour = summary(analyzer, i, listing(i), reach);
      reach = Math.max(reach, hour.reach());
      hours.add(hour);
    }
    return hours;
  }

  /** Makes hours in the folder of a stream. */
  static void plant(Path stream, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Path hour = Files.createDirectories(stream.resolve(HourName.of(start(i))));
      for (String name : names(i)) {
        Files.createFile(hour.resolve(name));
      }
    }
  }
}
