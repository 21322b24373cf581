package io.segwatch.exporter.prometheus;

import io.segwatch.coverage.HourAnalyzer;
import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.HourName;
import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.Rules;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.Timeline;
import io.segwatch.exporter.ChannelScan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** The files of one stream, of which a test makes scans. */
final class Recording {
  static final StreamId STREAM = new StreamId("desertbus", "source");
  static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");

  private final Rules rules;
  private final TreeMap<String, Map<String, Long>> sizesByHour = new TreeMap<>();

  Recording() {
    this(Rules.DEFAULT);
  }

  Recording(Rules rules) {
    this.rules = rules;
  }

  Recording hour(String hour, String... names) {
    Map<String, Long> sizes = sizesByHour.computeIfAbsent(hour, _ -> new HashMap<>());
    for (String name : names) {
      sizes.put(name, 1L);
    }
    return this;
  }

  Timeline timeline() {
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
            analyzer.summarize(start, listing, hour.getValue()::get, rules.tolerance(), reach);
        reach = Math.max(reach, summary.reach());
        hours.add(summary);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Timeline.of(rules, hours, Spans.NONE);
  }

  ChannelScan scan() {
    return scanOf(STREAM, timeline());
  }

  static ChannelScan scanOf(StreamId stream, Timeline timeline) {
    return new ChannelScan(
        stream,
        timeline,
        NOW,
        Duration.ofMillis(3),
        Spans.NONE,
        Optional.empty(),
        Optional.of(NOW),
        false,
        0);
  }

  /** Scans of all streams of a tree, given as lines {@code SIZE CHANNEL/QUALITY/HOUR/NAME}. */
  static List<ChannelScan> scansOf(String resource) throws IOException {
    TreeMap<StreamId, Recording> recordings = new TreeMap<>();
    try (InputStream file = Objects.requireNonNull(Recording.class.getResourceAsStream(resource));
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int blank = line.indexOf(' ');
        String[] path = line.substring(blank + 1).split("/", 4);
        Map<String, Long> sizes =
            recordings
                .computeIfAbsent(new StreamId(path[0], path[1]), _ -> new Recording())
                .sizesByHour
                .computeIfAbsent(path[2], _ -> new HashMap<>());
        if (!path[3].isEmpty()) {
          sizes.put(path[3], Long.valueOf(line.substring(0, blank)));
        }
      }
    }
    List<ChannelScan> scans = new ArrayList<>();
    recordings.forEach((stream, recording) -> scans.add(scanOf(stream, recording.timeline())));
    return scans;
  }
}
