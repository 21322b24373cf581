package io.segwatch.ledger;

import io.segwatch.coverage.HourAnalyzer;
import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.HourRange;
import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Rules;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A recording in seconds since the epoch, as a scan would see it. */
final class Recording {
  private final TreeMap<Long, TreeSet<String>> hours = new TreeMap<>();
  private Rules rules = Rules.DEFAULT;

  /** Records {@code [from, to)} in segments of two seconds. */
  Recording record(long from, long to) {
    for (long at = from; at < to; at += 2) {
      namesOf(at).add(name(at, "ts"));
    }
    return this;
  }

  Recording lose(long from, long to) {
    for (long at = from; at < to; at += 2) {
      namesOf(at).remove(name(at, "ts"));
    }
    return this;
  }

  Recording tombstone(long from, long to) {
    for (long at = from; at < to; at += 2) {
      namesOf(at).add(name(at, "tombstone"));
    }
    return this;
  }

  /** Adds a file of a name of its own. */
  Recording file(long at, String name) {
    namesOf(at).add(name);
    return this;
  }

  Recording deleteHour(long at) {
    hours.remove(hourOf(at));
    return this;
  }

  Recording tolerance(Duration tolerance) {
    rules = new Rules(Micros.of(tolerance), rules.offAirAfter(), rules.bounds());
    return this;
  }

  Recording firstHour(long at) {
    rules =
        new Rules(
            rules.tolerance(), rules.offAirAfter(), new HourRange(hourOf(at), Long.MAX_VALUE));
    return this;
  }

  Timeline timeline() {
    HourAnalyzer analyzer = new HourAnalyzer();
    HourListing listing = new HourListing();
    List<HourSummary> summaries = new ArrayList<>();
    long reach = Long.MIN_VALUE;
    try {
      for (Map.Entry<Long, TreeSet<String>> hour : hours.entrySet()) {
        if (!rules.bounds().contains(hour.getKey())) {
          continue;
        }
        listing.clear();
        for (String name : hour.getValue()) {
          byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
          listing.add(bytes, 0, bytes.length);
        }
        HourSummary summary =
            analyzer.summarize(hour.getKey(), listing, _ -> 0, rules.tolerance(), reach);
        summaries.add(summary);
        reach = Math.max(reach, summary.reach());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Timeline.of(rules, summaries, Spans.NONE);
  }

  private Set<String> namesOf(long at) {
    return hours.computeIfAbsent(hourOf(at), _ -> new TreeSet<>());
  }

  private static String name(long at, String extension) {
    return "%02d:%02d-2-full-AAAA.%s".formatted(at / 60 % 60, at % 60, extension);
  }

  private static long hourOf(long at) {
    return Micros.hourOf(at * Micros.PER_SECOND);
  }
}
