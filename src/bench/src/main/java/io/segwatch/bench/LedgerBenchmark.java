package io.segwatch.bench;

import io.segwatch.coverage.HourAnalyzer;
import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.HourTooLargeException;
import io.segwatch.coverage.Rules;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.Timeline;
import io.segwatch.ledger.Ledger.Outcome;
import io.segwatch.ledger.Observation;
import io.segwatch.ledger.SteadyLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Compares scans with a ledger on disk that knows 10,000 holes: one that shows nothing new, one in
 * which the recording has gone on, and one in which a hole is filled, or is there again.
 */
public class LedgerBenchmark extends Benchmarks {
  static final int HOLES = 10_000;

  private static final StreamId STREAM = new StreamId("chan", "source");
  private static final int HOLES_AN_HOUR = 100;
  private static final int STEP = 3_600 / HOLES_AN_HOUR;

  private final Instant at = Instant.parse("2026-12-01T00:00:00Z");
  private final Observation first = look(-1, false);
  private final Observation grown = look(-1, true);
  private final Observation filled = look(50, true);
  private Optional<Path> folder = Optional.empty();
  private Optional<SteadyLedger> ledger = Optional.empty();
  private boolean odd;

  /** Segments with a hole of two seconds after each, in the newest hours that hold so many. */
  private static Observation look(int fill, boolean more) {
    HourAnalyzer analyzer = new HourAnalyzer();
    List<HourSummary> hours = new ArrayList<>();
    long reach = Long.MIN_VALUE;
    for (int i = 0; i <= HOLES / HOLES_AN_HOUR; i++) {
      HourListing listing = new HourListing();
      boolean last = i == HOLES / HOLES_AN_HOUR;
      for (int k = 0; k < (last ? more ? 2 : 1 : HOLES_AN_HOUR); k++) {
        boolean whole = last || (i == 50 && k == fill);
        add(listing, k * STEP, whole ? STEP : STEP - 2);
      }
      HourSummary hour = FullHours.summary(analyzer, i, listing, reach);
      reach = Math.max(reach, hour.reach());
      hours.add(hour);
    }
    Timeline timeline = Timeline.of(Rules.DEFAULT, hours, Spans.NONE);
    return new Observation(STREAM, timeline, Optional.empty(), Spans.NONE, false, Spans.NONE);
  }

  private static void add(HourListing listing, int second, int length) {
    byte[] name =
        String.format(Locale.ROOT, "%02d:%02d-%d-full-AAAA.ts", second / 60, second % 60, length)
            .getBytes(StandardCharsets.US_ASCII);
    try {
      listing.add(name, 0, name.length);
    } catch (HourTooLargeException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a ledger on disk that knows all holes. */
  @Setup
  public void open() throws IOException {
    Path state = Files.createTempDirectory("segwatch-bench");
    folder = Optional.of(state);
    ledger =
        Optional.of(
            SteadyLedger.open(
                () -> state,
                "bench",
                state,
                _ -> true,
                () -> Duration.ofDays(400),
                Clock.systemUTC()));
    observe(first);
  }

  /** Takes the ledger away. */
  @TearDown
  public void close() throws IOException {
    ledger.orElseThrow().close();
    try (Stream<Path> files = Files.walk(folder.orElseThrow())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Outcome observe(Observation look) throws IOException {
    return ledger.orElseThrow().observe("chan", List.of(look), Duration.ZERO, at);
  }

  /** How many holes are known. */
  int known() {
    return ledger.orElseThrow().open().size();
  }

  @Benchmark
  public Outcome unchanged() throws IOException {
    return observe(first);
  }

  @Benchmark
  public Outcome recordingGoesOn() throws IOException {
    odd = !odd;
    return observe(odd ? grown : first);
  }

  @Benchmark
  public Outcome holeOpensOrIsFilled() throws IOException {
    odd = !odd;
    return observe(odd ? filled : grown);
  }
}
