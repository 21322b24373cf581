package io.segwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.Rules;
import io.segwatch.coverage.StreamId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** On a disk and in memory, as these differ in when they change the times of a directory. */
@ParameterizedClass
@CsvSource({"NATIVE,/var/tmp", "NATIVE,/dev/shm", "PORTABLE,/var/tmp", "PORTABLE,/dev/shm"})
class IncrementalScanTest {
  private static final List<String> HOURS =
      List.of("2026-11-14T03", "2026-11-14T04", "2026-11-14T05");
  private static final String FIRST = "00:00-2.0-full-AAAA.ts";
  private static final String SECOND = "00:02-2.0-full-BBBB.ts";
  private static final Duration FULL_EVERY = Duration.ofHours(1);

  @Parameter(0)
  Lister.Choice lister;

  @Parameter(1)
  Path volume;

  private Path base;
  private Path stream;
  private Duration ahead = Duration.ofMinutes(1);
  private StreamScanner scanner;

  @BeforeEach
  void record() throws IOException {
    base = Files.createTempDirectory(volume, "segwatch-test");
    stream = base.resolve("chan/source");
    for (String hour : HOURS) {
      write(hour, FIRST);
    }
    scanner = scanner();
  }

  private StreamScanner scanner() {
    InstantSource clock = () -> Instant.now().plus(ahead);
    return new StreamScanner(
        base,
        new StreamId("chan", "source"),
        Rules.DEFAULT,
        lister.make(),
        clock.withZone(ZoneOffset.UTC),
        FULL_EVERY);
  }

  @AfterEach
  void delete() throws IOException {
    try (var files = Files.walk(base)) {
      for (Path file : files.toList().reversed()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void anHourThatWasNotChangedIsNotListedAgain() {
    StreamScan first = scan();
    StreamScan second = scan();

    assertThat(first.listed()).isEqualTo(3);
    assertThat(second.listed()).isZero();
    assertThat(second.unchanged()).isEqualTo(3);
    assertThat(second.timeline()).isSameAs(first.timeline());
  }

  @Test
  void whateverChangesTheNamesInAnHourIsSeen() throws IOException {
    assertThat(scan().timeline().count().full()).isEqualTo(3);

    write("2026-11-14T04", SECOND);
    assertOneIsListedAndThereAre(4);

    Files.move(file("2026-11-14T04", SECOND), file("2026-11-14T04", "00:04-2.0-full-CCCC.ts"));
    assertOneIsListedAndThereAre(4);

    Files.createFile(file("2026-11-14T04", "00:04-2.0-full-CCCC.tombstone"));
    assertOneIsListedAndThereAre(3);

    Files.delete(file("2026-11-14T04", FIRST));
    assertOneIsListedAndThereAre(2);

    Files.move(file("2026-11-14T05", FIRST), file("2026-11-14T03", SECOND));
    StreamScan moved = scan();
    assertThat(moved.listed()).isEqualTo(2);
    assertThat(moved.timeline().count().full()).isEqualTo(2);
  }

  @Test
  void hoursThatAppearAndGoAreSeen() throws IOException {
    scan();

    write("2026-11-14T01", FIRST);
    StreamScan appeared = scan();
    assertThat(appeared.listed()).isEqualTo(1);
    assertThat(appeared.timeline().hours()).hasSize(4);

    deleteHour("2026-11-14T01");
    StreamScan gone = scan();
    assertThat(gone.listed()).isZero();
    assertThat(gone.timeline().hours()).hasSize(3);
  }

  /** In memory, what happens within one tick of the clock leaves the times as they were. */
  @Test
  void aChangeWithinTheTickOfTheScanIsSeenByTheNext() throws IOException {
    ahead = Duration.ZERO;
    for (int round = 0; round < 300; round++) {
      write("2026-11-14T04", SECOND);
      assertThat(scan().timeline().count().full()).isEqualTo(4);
      Files.delete(file("2026-11-14T04", SECOND));
      assertThat(scan().timeline().count().full()).isEqualTo(3);
    }
  }

  @Test
  void aNewHourWithinTheTickOfTheScanIsSeenByTheNext() throws IOException {
    ahead = Duration.ZERO;
    for (int round = 0; round < 300; round++) {
      write("2026-11-14T06", FIRST);
      assertThat(scan().timeline().count().full()).isEqualTo(4);
      deleteHour("2026-11-14T06");
      assertThat(scan().timeline().count().full()).isEqualTo(3);
    }
  }

  @Test
  void aCopyThatSetsTheTimesBackIsSeen() throws IOException {
    scan();
    Path hour = stream.resolve("2026-11-14T04");
    FileTime before = Files.getLastModifiedTime(hour);

    write("2026-11-14T04", SECOND);
    Files.setLastModifiedTime(hour, before);

    assertOneIsListedAndThereAre(4);
  }

  @Test
  void anHourThatIsMadeAgainUnderTheSameInodeIsSeen() throws IOException {
    scan();
    FileTime before = Files.getLastModifiedTime(stream.resolve("2026-11-14T04"));

    deleteHour("2026-11-14T04");
    write("2026-11-14T04", SECOND);
    write("2026-11-14T04", FIRST);
    Files.setLastModifiedTime(stream.resolve("2026-11-14T04"), before);

    assertOneIsListedAndThereAre(4);
  }

  @Test
  void anotherHourUnderTheSameNameIsSeen() throws IOException {
    Path other = Files.createDirectory(base.resolve("other"));
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(stream.resolve("2026-11-14T04")));
    scan();

    Files.move(stream.resolve("2026-11-14T04"), base.resolve("away"));
    Files.move(other, stream.resolve("2026-11-14T04"));

    assertOneIsListedAndThereAre(2);
  }

  @Test
  void whatALinkLeadsToIsWatched() throws IOException {
    Path elsewhere = base.resolve("elsewhere");
    Files.move(stream.resolve("2026-11-14T04"), elsewhere);
    Files.createSymbolicLink(stream.resolve("2026-11-14T04"), elsewhere);
    scan();

    Files.createFile(elsewhere.resolve(SECOND));

    assertOneIsListedAndThereAre(4);
  }

  /**
   * Of an hour's gaps below the tolerance only the first are kept, as a segment of an earlier hour
   * seldom reaches further.
   */
  @Test
  void anHourIsReadAgainWhereAnEarlierOneReachesPastTheGapsThatAreKnown() throws IOException {
    for (int i = 2; i < 32; i++) {
      write(HOURS.get(1), "%02d:%02d.%03d-2-full-AAAA.ts".formatted(i / 15, i * 4 % 60, 9 * i));
      write(
          HOURS.get(1),
          "%02d:%02d.%03d-2-full-BBBB.ts".formatted(i / 15, i * 4 % 60 + 2, 9 * i + 4));
    }
    var _ = scan();
    write(HOURS.get(0), "59:50-100-full-CCCC.ts");

    assertBelowToleranceIsRight(scan());
    ahead = ahead.plus(FULL_EVERY);
    assertBelowToleranceIsRight(scan());
  }

  private void assertBelowToleranceIsRight(StreamScan scan) {
    assertThat(scan.timeline().belowTolerance())
        .isPositive()
        .isEqualTo(scanner().scan(_ -> {}).timeline().belowTolerance());
  }

  /** The size of a file tells nothing to its directory. */
  @Test
  void everythingIsListedOnceInAWhile() throws IOException {
    Files.writeString(file("2026-11-14T04", "00:02-2.0-partial-AAAA.ts"), "larger");
    Files.writeString(file("2026-11-14T04", "00:02-4.0-partial-BBBB.ts"), "small");
    assertThat(scan().timeline().hours().get(1).rawCoverage()).isEqualTo(4_000_000);

    Files.writeString(file("2026-11-14T04", "00:02-4.0-partial-BBBB.ts"), "the largest");
    ahead = ahead.plus(FULL_EVERY).minusSeconds(10);
    assertThat(scan().listed()).isZero();
    ahead = ahead.plusSeconds(20);
    StreamScan full = scan();

    assertThat(full.listed()).isEqualTo(3);
    assertThat(full.timeline().hours().get(1).rawCoverage()).isEqualTo(6_000_000);
    assertThat(scan().listed()).isZero();
  }

  @Test
  void everythingIsListedWhereThatIsAsked() throws IOException {
    Files.writeString(file("2026-11-14T04", "00:02-2.0-partial-AAAA.ts"), "larger");
    Files.writeString(file("2026-11-14T04", "00:02-4.0-partial-BBBB.ts"), "small");
    scan();

    Files.writeString(file("2026-11-14T04", "00:02-4.0-partial-BBBB.ts"), "the largest");
    StreamScan full = scanner.scanAll(_ -> {});

    assertThat(full.listed()).isEqualTo(3);
    assertThat(full.timeline().hours().get(1).rawCoverage()).isEqualTo(6_000_000);
  }

  @Test
  void whereTheClockJumpsBackEverythingIsListed() {
    scan();

    ahead = Duration.ofMinutes(-30);

    assertThat(scan().listed()).isEqualTo(3);
    assertThat(scan().listed()).isEqualTo(3); // the times of the hours are in the future now
    ahead = Duration.ofMinutes(1);
    assertThat(scan().listed()).isEqualTo(3);
    assertThat(scan().listed()).isZero();
  }

  @Test
  void anHourThatCouldNotBeReadIsTriedAgain() throws IOException {
    scan();
    Files.move(stream.resolve("2026-11-14T04"), base.resolve("away"));
    Files.createSymbolicLink(stream.resolve("2026-11-14T04"), Path.of("2026-11-14T04"));
    assertThat(scan().unread()).hasSize(1);
    assertThat(scan().unread()).hasSize(1);

    Files.delete(stream.resolve("2026-11-14T04"));
    Files.move(base.resolve("away"), stream.resolve("2026-11-14T04"));

    StreamScan scan = scan();
    assertThat(scan.unread()).isEmpty();
    assertThat(scan.listed()).isEqualTo(1);
    assertThat(scan.changed()).isEmpty();
  }

  private StreamScan scan() {
    StreamScan scan = scanner.scan(_ -> {});
    if (ahead.isPositive()) { // and so all times look old enough, and are to be
      awaitTick();
    }
    return scan;
  }

  /** Waits for the clock of the volume, which ticks every few milliseconds. */
  private void awaitTick() {
    try {
      Path probe = base.resolve("probe");
      Files.writeString(probe, "");
      FileTime before = Files.getLastModifiedTime(probe);
      while (Files.getLastModifiedTime(probe).equals(before)) {
        Files.writeString(probe, "x");
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void assertOneIsListedAndThereAre(int segments) {
    StreamScan scan = scan();
    assertThat(scan.listed()).isEqualTo(1);
    assertThat(scan.timeline().count().full()).isEqualTo(segments);
    assertThat(scanner().scan(_ -> {}).timeline().hours()).isEqualTo(scan.timeline().hours());
  }

  private Path file(String hour, String name) {
    return stream.resolve(hour).resolve(name);
  }

  private void write(String hour, String name) throws IOException {
    Files.createDirectories(stream.resolve(hour));
    Files.createFile(file(hour, name));
  }

  private void deleteHour(String hour) throws IOException {
    try (var files = Files.list(stream.resolve(hour))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(stream.resolve(hour));
  }
}
