package io.segwatch.bench;

import io.segwatch.coverage.HourName;
import io.segwatch.coverage.HourRange;
import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.Rules;
import io.segwatch.coverage.StreamId;
import io.segwatch.storage.Lister;
import io.segwatch.storage.StreamScanner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What scans of {@code chan/source} cost in a process that has been running for a while, for the
 * script {@code compare}. It answers requests on standard input with a number each:
 *
 * <ul>
 *   <li>{@code first LISTER ROUNDS}: CPU time of a scan that knows nothing yet, in nanoseconds
 *   <li>{@code full LISTER ROUNDS}: of one that lists everything again
 *   <li>{@code changed HOURS ROUNDS}: of one that finds so many hours changed
 *   <li>{@code memory}: bytes that are kept of an hour
 * </ul>
 */
public final class Scans {
  private static final StreamId STREAM = new StreamId("chan", "source");

  /** A segment that comes and goes. */
  private static final String CHANGE = "59:58.000-2.000-full-bench.ts";

  /** One in which no folder was changed too lately to be sure of it. */
  private static final Clock CLOCK = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));

  private final Path base;

  private Scans(Path base) {
    this.base = base;
  }

  /** Answers requests about the tree in a folder, until there are no more. */
  public static void main(String... arguments) throws IOException {
    Scans scans = new Scans(Path.of(arguments[0]));
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      System.out.println(scans.answer(List.of(line.split(" ", -1))));
    }
  }

  private long answer(List<String> request) throws IOException {
    return switch (request.getFirst()) {
      case "first" -> first(lister(request.get(1)), Integer.parseInt(request.get(2)));
      case "full" -> full(lister(request.get(1)), Integer.parseInt(request.get(2)));
      case "changed" -> changed(Integer.parseInt(request.get(1)), Integer.parseInt(request.get(2)));
      case "memory" -> memory();
      default -> throw new IllegalArgumentException("no request: " + request);
    };
  }

  private static Lister.Choice lister(String name) {
    return Lister.Choice.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private StreamScanner scanner(Rules rules, Lister.Choice lister, Duration fullEvery) {
    return new StreamScanner(base, STREAM, rules, lister.make(), CLOCK, fullEvery);
  }

  private StreamScanner incremental(Rules rules) {
    return scanner(rules, Lister.Choice.AUTO, Duration.ofDays(1));
  }

  private static List<HourSummary> scan(StreamScanner scanner) {
    return scanner.scan(_ -> {}).timeline().hours();
  }

  private long first(Lister.Choice lister, int rounds) {
    long start = ProcessCpu.nanos();
    for (int i = 0; i < rounds; i++) {
      scan(scanner(Rules.DEFAULT, lister, Duration.ZERO));
    }
    return (ProcessCpu.nanos() - start) / rounds;
  }

  private long full(Lister.Choice lister, int rounds) {
    StreamScanner scanner = scanner(Rules.DEFAULT, lister, Duration.ZERO);
    scan(scanner);
    long start = ProcessCpu.nanos();
    for (int i = 0; i < rounds; i++) {
      scan(scanner);
    }
    return (ProcessCpu.nanos() - start) / rounds;
  }

  private long changed(int hours, int rounds) throws IOException {
    StreamScanner scanner = incremental(Rules.DEFAULT);
    List<HourSummary> all = scan(scanner);
    List<Path> changes =
        all.subList(all.size() - hours, all.size()).stream().map(this::changeIn).toList();
    long nanos = 0;
    for (int i = 0; i < rounds; i++) {
      for (Path change : changes) {
        if (!Files.deleteIfExists(change)) {
          Files.createFile(change);
        }
      }
      long start = ProcessCpu.nanos();
      scan(scanner);
      nanos += ProcessCpu.nanos() - start;
    }
    for (Path change : changes) {
      Files.deleteIfExists(change);
    }
    return nanos / rounds;
  }

  private Path changeIn(HourSummary hour) {
    return base.resolve(STREAM.channel())
        .resolve(STREAM.quality())
        .resolve(HourName.of(hour.hour()))
        .resolve(CHANGE);
  }

  /** Of each hour but the first, which pays for what there is but once. */
  private long memory() {
    List<HourSummary> all = scan(incremental(Rules.DEFAULT));
    long first = all.getFirst().hour();
    Rules ofFirst =
        new Rules(
            Rules.DEFAULT.tolerance(), Rules.DEFAULT.offAirAfter(), new HourRange(first, first));
    int hours = all.size();
    return (heapOf(Rules.DEFAULT) - heapOf(ofFirst)) / (hours - 1);
  }

  private long heapOf(Rules rules) {
    long before = heap();
    StreamScanner scanner = incremental(rules);
    try {
      scan(scanner);
      scan(scanner);
      return heap() - before;
    } finally {
      Reference.reachabilityFence(scanner);
    }
  }

  private static long heap() {
    System.gc();
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
