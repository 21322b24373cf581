package io.segwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.conformance.Churn;
import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.HourName;
import io.segwatch.coverage.Rules;
import io.segwatch.coverage.SizeLookup;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two ways to read one tree. */
class ListersAgreeTest {
  private static final StreamId STREAM = new StreamId("chan", "source");
  private static final Lister NATIVE = Lister.Choice.NATIVE.make();

  @TempDir Path base;

  @Test
  void onRandomTrees() throws IOException {
    Path stream = base.resolve("chan/source");
    Churn churn = new Churn(stream, 20_251_124);
    StreamScanner incremental = scanner(NATIVE);
    for (int tree = 0; tree < 1_000; tree++) {
      for (int i = 0; i < 5; i++) {
        churn.change();
      }
      StreamScan wanted = scan(scanner(Lister.portable()));

      StreamScan got = scan(scanner(NATIVE));
      assertThat(got.timeline().hours()).isEqualTo(wanted.timeline().hours());
      assertThat(got.ignored()).containsExactlyInAnyOrderElementsOf(wanted.ignored());
      assertThat(got.faults()).isEmpty();
      assertThat(scan(incremental).timeline().hours()).isEqualTo(wanted.timeline().hours());
      for (String hour : Lister.portable().names(stream)) {
        assertThat(names(NATIVE, stream.resolve(hour)))
            .isEqualTo(names(Lister.portable(), stream.resolve(hour)));
      }
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES) // src/bench/churn makes it long
  void onATreeThatAnotherProcessChanges() throws IOException, InterruptedException {
    StreamScanner portable = scanner(Lister.portable());
    StreamScanner direct = scanner(NATIVE);
    Path stream = Files.createDirectories(base.resolve("chan/source"));
    Process other = Churn.start(stream, 4_000, 3);
    int scans = 0;
    while (other.isAlive()) {
      assertThat(scan(direct).faults()).isEmpty();
      assertThat(scan(portable).faults()).isEmpty();
      scans++;
    }

    assertThat(other.waitFor()).isZero();
    assertThat(scans).isGreaterThan(10);
    Timeline wanted = scan(scanner(Lister.portable())).timeline();
    assertThat(wanted.count().full()).isGreaterThan(50);
    for (StreamScanner scanner : List.of(direct, portable)) {
      StreamScan last = scan(scanner);
      assertThat(last.unchanged()).isPositive(); // else nothing was tried
      assertThat(last.timeline().hours()).isEqualTo(wanted.hours());
      assertThat(last.timeline().figures()).isEqualTo(wanted.figures());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "file", "file/below", "loop", "long"})
  void onWhatIsWrongWithADirectory(String kind) throws IOException {
    Files.createFile(base.resolve("file"));
    Files.createSymbolicLink(base.resolve("loop"), Path.of("loop"));
    Path asked = base.resolve(kind.equals("long") ? "x".repeat(300) : kind);

    FileSystemException wanted = failure(Lister.portable(), asked);
    FileSystemException got = failure(NATIVE, asked);

    assertThat(got).hasSameClassAs(wanted);
    assertThat(got.getFile()).isEqualTo(wanted.getFile());
    assertThat(Faults.of("x", got).reason()).isEqualTo(Faults.of("x", wanted).reason());
    assertThat(wanted.getReason() + "").startsWith(got.getReason() + "");
  }

  @Test
  void onTheSizeOfAFile() throws IOException {
    Path hour = Files.createDirectory(base.resolve("2026-11-14T03"));
    Files.writeString(hour.resolve("é.ts"), "four");
    String name = new String("é.ts".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    long start = HourName.parse("2026-11-14T03").orElseThrow();

    for (Lister lister : Set.of(NATIVE, Lister.portable())) {
      try (Directory open = lister.open(base)) {
        assertThat(open.size(start, name)).isEqualTo(4);
        assertThat(open.size(start, "gone.ts")).isEqualTo(SizeLookup.VANISHED);
        assertThat(open.hasStamp(start, DirectoryStamp.NONE)).isFalse();
        assertThat(open.hasStamp(start, open.stamp(start))).isTrue();
        assertThat(open.stamp(start)).isEqualTo(stampOf(hour));
      }
    }
  }

  private static DirectoryStamp stampOf(Path directory) throws IOException {
    try (Directory open = Lister.portable().open(directory)) {
      return open.stamp();
    }
  }

  private static FileSystemException failure(Lister lister, Path directory) throws IOException {
    try (Directory _ = lister.open(directory)) {
      throw new AssertionError(directory + " was opened");
    } catch (FileSystemException e) {
      return e;
    }
  }

  private static Set<String> names(Lister lister, Path directory) throws IOException {
    Set<String> names = new TreeSet<>();
    HourListing listing = new HourListing();
    try (Directory open = lister.open(directory)) {
      open.list(listing);
    }
    for (int i = 0; i < listing.size(); i++) {
      names.add(listing.name(i, StandardCharsets.ISO_8859_1));
    }
    return names;
  }

  private StreamScanner scanner(Lister lister) {
    return new StreamScanner(
        base, STREAM, Rules.DEFAULT, lister, Clock.systemUTC(), Duration.ofHours(1));
  }

  private static StreamScan scan(StreamScanner scanner) {
    return scanner.scan(_ -> {});
  }
}
