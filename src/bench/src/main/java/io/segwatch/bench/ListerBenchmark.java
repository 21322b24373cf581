package io.segwatch.bench;

import io.segwatch.coverage.HourListing;
import io.segwatch.storage.Directory;
import io.segwatch.storage.Lister;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Lists eight hours on a real disk. */
public class ListerBenchmark extends Benchmarks {
  private static final int HOURS = 8;

  private final HourListing listing = new HourListing();

  @Param({"NATIVE", "PORTABLE"})
  public Lister.Choice choice = Lister.Choice.AUTO;

  private Lister lister = Lister.portable();
  private Path stream = Path.of("");

  @Setup(Level.Trial)
  public void plant() throws IOException {
    lister = choice.make();
    stream = Files.createTempDirectory("segwatch-bench");
    FullHours.plant(stream, HOURS);
  }

  /** Answers how many names there are. */
  @Benchmark
  public int list() throws IOException {
    int names = 0;
    try (Directory open = lister.open(stream)) {
      for (int i = 0; i < HOURS; i++) {
        listing.clear();
        open.list(FullHours.start(i), listing);
        names += listing.size();
      }
    }
    return names;
  }

  @TearDown(Level.Trial)
  public void remove() throws IOException {
    List<Path> all;
    try (var found = Files.walk(stream)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
