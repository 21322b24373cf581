package io.segwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.segwatch.coverage.HourName;
import io.segwatch.coverage.HourRange;
import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Rules;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StorageFault;
import io.segwatch.coverage.StorageFault.Reason;
import io.segwatch.coverage.StreamId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(
    value = Lister.Choice.class,
    names = {"NATIVE", "PORTABLE"})
class StreamScannerTest {
  private static final String FULL = "00:00-2.0-full-AAAA.ts";
  private static final StreamId STREAM = new StreamId("chan", "source");

  @Parameter Lister.Choice lister;
  @TempDir Path temp;
  private Path base;
  private Path stream;
  private StreamScanner scanner;

  @BeforeEach
  void record() throws IOException {
    base = temp.resolve("base");
    stream = base.resolve("chan/source");
    for (String hour : List.of("2026-11-14T03", "2026-11-14T04", "2026-11-14T05")) {
      write(hour, FULL);
    }
    scanner = scanner(Rules.DEFAULT);
  }

  @Test
  void readsEveryHour() {
    StreamScan scan = scan();

    assertThat(scan.timeline().count().full()).isEqualTo(3);
    assertThat(scan.listed()).isEqualTo(3);
    assertThat(scan.fault()).isEmpty();
    assertThat(scan.unread()).isEmpty();
  }

  @Test
  void aRescanWithoutAChangeGivesTheSameTimeline() throws IOException {
    StreamScan first = scan();

    assertThat(scan().timeline()).isSameAs(first.timeline());
    assertThat(scan().changed()).isEmpty();

    write("2026-11-14T04", "00:02-2.0-full-AAAA.ts");
    StreamScan third = scan();
    assertThat(third.timeline()).isNotSameAs(first.timeline());
    assertThat(third.changed())
        .extracting(HourSummary::hour)
        .containsExactly(hour("2026-11-14T04"));
    assertThat(third.timeline().hours().getFirst()).isSameAs(first.timeline().hours().getFirst());
  }

  @Test
  void aTreeReadInAnySplitOfScansEndsTheSame() throws IOException {
    scan();
    Files.delete(stream.resolve("2026-11-14T04").resolve(FULL));
    scan();
    write("2026-11-14T04", FULL);
    write("2026-11-14T07", FULL);

    assertThat(scan().timeline().hours())
        .isEqualTo(scanner(Rules.DEFAULT).scan(_ -> {}).timeline().hours());
  }

  @Test
  void anHourThatCannotBeReadKeepsItsLastKnownFigures() throws IOException {
    StreamScan before = scan();
    replaceByLinkLoop("2026-11-14T04");

    StreamScan scan = scan();

    assertThat(scan.timeline()).isSameAs(before.timeline());
    assertThat(scan.unread()).isEqualTo(spanOf("2026-11-14T04"));
    assertThat(scan.faults())
        .extracting(StorageFault::place, StorageFault::reason)
        .containsExactly(tuple("chan/source/2026-11-14T04", Reason.IO_ERROR));
  }

  @Test
  void anHourThatCouldNeverBeReadMakesNoHole() throws IOException {
    replaceByLinkLoop("2026-11-14T04");

    StreamScan scan = scan();

    assertThat(scan.timeline().holes()).isEmpty();
    assertThat(scan.timeline().exempt()).hasSize(1);
    assertThat(scan.unread()).isEqualTo(spanOf("2026-11-14T04"));
  }

  @Test
  void aLinkToAnHourThatIsNotThereIsUnreadAndNotEmpty() throws IOException {
    scan();
    deleteHour("2026-11-14T04");
    Files.createSymbolicLink(stream.resolve("2026-11-14T04"), temp.resolve("unmounted"));

    StreamScan scan = scan();

    assertThat(scan.unread()).isEqualTo(spanOf("2026-11-14T04"));
    assertThat(scan.timeline().count().full()).isEqualTo(3);
  }

  @Test
  void linksToHoursAreFollowed() throws IOException {
    Files.move(stream.resolve("2026-11-14T04"), temp.resolve("elsewhere"));
    Files.createSymbolicLink(stream.resolve("2026-11-14T04"), temp.resolve("elsewhere"));

    assertThat(scan().timeline().count().full()).isEqualTo(3);
  }

  @Test
  void anHourDeletedWhileTheScanRunsIsGoneAndNothingElse() {
    StreamScan scan =
        scanner.scan(done -> {
          if (done == hour("2026-11-14T03")) {
            deleteHour("2026-11-14T04");
          }
        });

    assertThat(scan.fault()).isEmpty();
    assertThat(scan.unread()).isEmpty();
    assertThat(scan.timeline().hours()).hasSize(2);
  }

  @Test
  void storageThatGoesWhileTheScanRunsChangesNothing() {
    StreamScan before = scan();

    StreamScan scan =
        scanner.scan(done -> {
          if (done == hour("2026-11-14T03")) {
            move(base, temp.resolve("away"));
          }
        });

    assertThat(scan.timeline()).isSameAs(before.timeline());
    assertThat(scan.changed()).isEmpty();
    assertThat(scan().timeline()).isSameAs(before.timeline());
    assertThat(scan().fault())
        .contains(new StorageFault(StorageFault.BASE, Reason.NOT_FOUND, "is not there"));

    move(temp.resolve("away"), base);
    assertThat(scan().fault()).isEmpty();
    assertThat(scan().timeline()).isSameAs(before.timeline());
  }

  @Test
  void anEmptyMountPointIsAFaultOfTheBase() throws IOException {
    StreamScan before = scan();
    move(base, temp.resolve("away"));
    Files.createDirectory(base);

    StreamScan scan = scan();

    assertThat(scan.timeline()).isSameAs(before.timeline());
    assertThat(scan.fault().orElseThrow().place()).isEqualTo(StorageFault.BASE);
    assertThat(scan.fault().orElseThrow().reason()).isEqualTo(Reason.EMPTY);
  }

  @Test
  void aChannelThatWasThereAndIsGoneIsAFaultOfTheChannel() throws IOException {
    scan();
    Files.createDirectory(base.resolve("other"));
    move(base.resolve("chan"), temp.resolve("away"));

    assertThat(scan().fault()).contains(new StorageFault("chan", Reason.NOT_FOUND, "is not there"));
  }

  @Test
  void aStreamThatLosesAllItsHoursAtOnceKeepsItsFigures() {
    StreamScan before = scan();
    List.of("2026-11-14T03", "2026-11-14T04", "2026-11-14T05").forEach(this::deleteHour);

    StreamScan scan = scan();

    assertThat(scan.timeline()).isSameAs(before.timeline());
    assertThat(scan.fault().orElseThrow().place()).isEqualTo("chan/source");
  }

  @Test
  void aQualityThatIsNotThereYetIsNoFault() {
    StreamScanner other =
        new StreamScanner(
            base,
            new StreamId("chan", "480p"),
            Rules.DEFAULT,
            lister.make(),
            Clock.systemUTC(),
            Duration.ofHours(1));

    StreamScan scan = other.scan(_ -> {});

    assertThat(scan.fault()).isEmpty();
    assertThat(scan.timeline().hours()).isEmpty();
  }

  @Test
  void aBaseFolderThatIsNotThereIsAFaultFromTheStart() {
    StreamScanner nowhere =
        new StreamScanner(
            temp.resolve("nowhere"),
            STREAM,
            Rules.DEFAULT,
            lister.make(),
            Clock.systemUTC(),
            Duration.ofHours(1));

    assertThat(nowhere.scan(_ -> {}).fault().orElseThrow().place()).isEqualTo(StorageFault.BASE);
  }

  @Test
  void namesThatAreNoHoursAreCountedAndHiddenOnesAreNot() throws IOException {
    Files.createDirectory(stream.resolve("lost+found"));
    Files.createDirectory(stream.resolve("2026-13-01T00"));
    Files.createDirectory(stream.resolve(".hidden"));
    Files.writeString(stream.resolve("2026-11-14T06"), "a file");

    assertThat(scan().ignored())
        .containsExactlyInAnyOrder("lost+found", "2026-13-01T00", "2026-11-14T06");
  }

  @Test
  void hoursOutsideTheBoundsAreLeftAlone() {
    long four = hour("2026-11-14T04");
    Rules bounded =
        new Rules(
            Rules.DEFAULT.tolerance(), Rules.DEFAULT.offAirAfter(), new HourRange(four, four));

    StreamScan scan = scanner(bounded).scan(_ -> {});

    assertThat(scan.timeline().hours()).extracting(HourSummary::hour).containsExactly(four);
  }

  @Test
  void aCancelledScanEndsBetweenHoursAndTheNextOneIsWhole() {
    List<Long> done = new ArrayList<>();
    ScanProgress stopAfterOne =
        new ScanProgress() {
          @Override
          public boolean cancelled() {
            return done.size() == 1;
          }

          @Override
          public void hourDone(long hour) {
            done.add(hour);
          }
        };

    assertThatThrownBy(() -> scanner.scan(stopAfterOne)).isInstanceOf(ScanCancelledException.class);
    assertThat(done).hasSize(1);
    assertThat(scan().timeline().hours()).hasSize(3);
  }

  @Test
  void namesThatAreNoTextAreToldApartByteByByte() throws IOException {
    write("2026-11-14T03", "é.ts");
    writeRaw("2026-11-14T03", "%FF.ts");
    writeRaw("2026-11-14T03", "%FE.ts");
    writeRaw("2026-11-14T03", "%FF.tombstone");
    writeRaw("2026-11-14T03", "a%0Ab.ts");
    writeRaw("2026-11-14T03", "00:02-2.0-full-AAA%C3.ts");

    assertThat(scan().timeline().count()).isEqualTo(new HourSummary.Counts(3, 0, 0, 0, 4));
  }

  @Test
  void theLargestOfATieIsReadFromDisk() throws IOException {
    deleteHour("2026-11-14T04");
    Path hour = Files.createDirectory(stream.resolve("2026-11-14T04"));
    Files.writeString(hour.resolve("00:00-2.0-partial-AAAA.ts"), "larger");
    Files.writeString(hour.resolve("00:00-3.0-partial-BBBB.ts"), "small");

    assertThat(scan().timeline().hours().get(1).rawCoverage()).isEqualTo(2_000_000);
  }

  private StreamScanner scanner(Rules rules) {
    return new StreamScanner(
        base, STREAM, rules, lister.make(), Clock.systemUTC(), Duration.ofHours(1));
  }

  private StreamScan scan() {
    return scanner.scan(_ -> {});
  }

  private static long hour(String name) {
    return HourName.parse(name).orElseThrow();
  }

  private static Spans spanOf(String hour) {
    return Spans.of(hour(hour), hour(hour) + Micros.PER_HOUR);
  }

  private void write(String hour, String name) throws IOException {
    Files.createDirectories(stream.resolve(hour));
    Files.createFile(stream.resolve(hour).resolve(name));
  }

  private void writeRaw(String hour, String encoded) throws IOException {
    Files.createFile(Path.of(URI.create(stream.resolve(hour).toUri() + encoded)));
  }

  private void replaceByLinkLoop(String hour) throws IOException {
    deleteHour(hour);
    Files.createSymbolicLink(stream.resolve(hour), Path.of(hour));
  }

  private void deleteHour(String hour) {
    try (var files = Files.list(stream.resolve(hour))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(stream.resolve(hour));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
