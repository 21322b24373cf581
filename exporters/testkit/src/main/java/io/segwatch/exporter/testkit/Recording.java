package io.segwatch.exporter.testkit;

import io.segwatch.coverage.HourAnalyzer;
import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.HourName;
import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.Rules;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.Timeline;
import io.segwatch.exporter.ChannelScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of one stream, and the scan that finds them; nothing is on a disk.
 *
 * <pre>{@code
 * ChannelScan scan =
 *     new Recording()
 *         .hour("2026-11-20T10", "00:00-1800-full-aaaa.ts", "30:00.5-1799.5-full-bbbb.ts")
 *         .hour("2026-11-20T11", "00:00-3600-full-cccc.ts")
 *         .scan();
 * }</pre>
 */
public final class Recording {
  /** The stream that is recorded: the channel {@code desertbus} in the quality {@code source}. */
  public static final StreamId STREAM = new StreamId("desertbus", "source");

  /** When it is scanned. */
  public static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");

  private final Rules rules;
  private final TreeMap<String, Map<String, Long>> sizesByHour = new TreeMap<>();

  /** A recording that is looked at with the rules that apply by default. */
  public Recording() {
    this(Rules.DEFAULT);
  }

  /** A recording that is looked at with rules of its own. */
  public Recording(Rules rules) {
    this.rules = rules;
  }

  /**
   * Adds files, of one byte each.
   *
   * @param hour the name of their folder, such as {@code 2026-11-20T10}
   * @param names such as {@code 00:00-2-full-aaaa.ts}
   */
  public Recording hour(String hour, String... names) {
    Map<String, Long> sizes = filesIn(hour);
    for (String name : names) {
      sizes.put(name, 1L);
    }
    return this;
  }

  private Map<String, Long> filesIn(String hour) {
    return sizesByHour.computeIfAbsent(hour, _ -> new HashMap<>());
  }

  /** What is covered. */
  public Timeline timeline() {
    HourAnalyzer analyzer = new HourAnalyzer();
    HourListing listing = new HourListing();
    List<HourSummary> hours = new ArrayList<>();
    long reach = Long.MIN_VALUE;
    for (Map.Entry<String, Map<String, Long>> hour : sizesByHour.entrySet()) {
      listing.clear();
      try {
        for (String name : hour.getValue().keySet()) {
          byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
          listing.add(bytes, 0, bytes.length);
        }
        long start = HourName.parse(hour.getKey()).orElseThrow();
        HourSummary summary =
            analyzer.summarize(
                start,
                listing,
                name -> hour.getValue().getOrDefault(name, 0L),
                rules.tolerance(),
                reach);
        reach = Math.max(reach, summary.reach());
        hours.add(summary);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Timeline.of(rules, hours, Spans.NONE);
  }

  /** A complete scan of {@link #STREAM}. */
  public ChannelScan scan() {
    return scanOf(STREAM, timeline());
  }

  /** A complete scan of any stream. */
  public static ChannelScan scanOf(StreamId stream, Timeline timeline) {
    return new ChannelScan(
        stream,
        timeline,
        NOW,
        Duration.ofMillis(3),
        Spans.NONE,
        Optional.empty(),
        Optional.of(NOW),
        false,
        Duration.ofMinutes(5),
        0,
        Spans.NONE);
  }

  /**
   * Complete scans of all streams of a tree, in order of channel and quality.
   *
   * @param sizes in bytes, by path {@code CHANNEL/QUALITY/HOUR/NAME}; that of an empty hour ends in
   *     a slash
   */
  public static List<ChannelScan> scansOf(Map<String, Long> sizes) {
    TreeMap<StreamId, Recording> recordings = new TreeMap<>();
    sizes.forEach((path, size) -> {
      String[] parts = path.split("/", 4);
      Map<String, Long> files =
          recordings
              .computeIfAbsent(new StreamId(parts[0], parts[1]), _ -> new Recording())
              .filesIn(parts[2]);
      if (!parts[3].isEmpty()) {
        files.put(parts[3], size);
      }
    });
    List<ChannelScan> scans = new ArrayList<>();
    recordings.forEach((stream, recording) -> scans.add(scanOf(stream, recording.timeline())));
    return scans;
  }
}
