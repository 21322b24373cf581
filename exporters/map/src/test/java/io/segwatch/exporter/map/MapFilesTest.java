package io.segwatch.exporter.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StorageFault;
import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapFilesTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

  @TempDir private Path folder;
  private Path base;
  private Path maps;
  private FakeAgent agent;

  @BeforeEach
  void makeBase() throws IOException {
    base = Files.createDirectory(folder.resolve("segments"));
    maps = base.resolve("coverage-maps");
    agent = new FakeAgent(base);
  }

  @AfterEach
  void stop() {
    agent.close();
  }

  private void start() {
    agent.start(new MapExporter(Optional.of(Path.of("coverage-maps"))));
  }

  private static ChannelScan scan(int minutes) {
    return new Recording().hour("2026-11-20T10", "00:00-" + 60 * minutes + "-full-aaaa.ts").scan();
  }

  private Path file() {
    return maps.resolve("desertbus_source_coverage.png");
  }

  @Test
  void areWrittenBelowTheBaseFolderAtTheFirstScan() throws IOException {
    start();
    agent.tell(scan(30));

    assertThat(filesIn(maps)).containsExactly("desertbus_source_coverage.png");
    assertThat(Pictures.read(Files.readAllBytes(file())).getWidth()).isEqualTo(6);
  }

  @Test
  void areWrittenToAnAbsoluteFolderThatIsMadeWithItsParents() throws IOException {
    Path elsewhere = folder.resolve("www/maps");
    agent.start(new MapExporter(Optional.of(elsewhere)));
    agent.tell(scan(30));

    assertThat(filesIn(elsewhere)).containsExactly("desertbus_source_coverage.png");
    assertThat(maps).doesNotExist();
  }

  @Test
  void areNotWrittenWithoutAFolder() throws IOException {
    agent.start(new MapExporter(Optional.empty()));
    agent.tell(scan(30));

    assertThat(filesIn(base)).isEmpty();
    assertThat(agent.get("/maps/desertbus/source.png").status()).isEqualTo(200);
  }

  @Test
  void followTheRecording() throws IOException {
    start();
    agent.tell(scan(30));
    byte[] before = Files.readAllBytes(file());

    agent.tell(scan(31));

    assertThat(Files.readAllBytes(file()))
        .isNotEqualTo(before)
        .isEqualTo(agent.get("/maps/desertbus/source.png").body().getBytes());
  }

  @Test
  void areLeftAloneWhileThePictureIsTheSame() throws IOException {
    start();
    agent.tell(scan(30));
    Object untouched = identity(file());

    agent.tell(scan(30));
    agent.tell(agent.latest(Recording.STREAM).orElseThrow());

    assertThat(identity(file())).isEqualTo(untouched);
  }

  @Test
  void areWrittenAgainWhereSomebodyRemovedThem() throws IOException {
    start();
    agent.tell(scan(30));
    Files.delete(file());

    agent.tell(scan(30));

    assertThat(file()).exists();
  }

  @Test
  void areWrittenAgainWhereSomebodyChangedThem() throws IOException {
    start();
    agent.tell(scan(30));
    byte[] good = Files.readAllBytes(file());
    Files.write(file(), new byte[good.length]);
    Files.setLastModifiedTime(file(), LONG_AGO);

    agent.tell(scan(30));

    assertThat(file()).hasBinaryContent(good);
  }

  @Test
  void areNotThereWithoutASegment() {
    start();
    agent.tell(new Recording().scan());

    assertThat(file()).doesNotExist();
    assertThat(failures("desertbus", "source")).isZero();
  }

  @Test
  void stayWhenTheLastSegmentIsGone() {
    start();
    agent.tell(scan(30));
    agent.tell(new Recording().scan());

    assertThat(file()).exists();
  }

  @Test
  void areNeverSeenTornOrMissingByAReader() throws Exception {
    start();
    agent.tell(scan(1));
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Integer> reader =
        CompletableFuture.supplyAsync(() -> {
          int read = 0;
          while (!done.get() || read == 0) {
            try {
              assertThat(Pictures.read(Files.readAllBytes(file())).getHeight()).isEqualTo(300);
            } catch (IOException e) {
              throw new AssertionError("after " + read + " good ones", e);
            }
            read++;
          }
          return read;
        });

    for (int minutes = 1; minutes <= 60; minutes++) {
      for (int round = 0; round < 5; round++) {
        agent.tell(scan(minutes - round % 2));
      }
    }
    done.set(true);

    assertThat(reader.get()).isPositive();
    assertThat(filesIn(maps)).hasSize(1);
  }

  @Test
  void takeThePlaceOfALinkAndLeaveWhatItLedTo() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious"), "untouched");
    Files.createDirectory(maps);
    Files.createSymbolicLink(file(), precious);
    start();

    agent.tell(scan(30));

    assertThat(precious).hasContent("untouched");
    assertThat(file()).isRegularFile();
    assertThat(Files.isSymbolicLink(file())).isFalse();
  }

  @Test
  void areClearedOfUnfinishedOnesOfAnEarlierRunAndOfNothingElse() throws IOException {
    Files.createDirectory(maps);
    Files.writeString(maps.resolve(".segwatch-0c5e.tmp"), "half a pic");
    Files.writeString(maps.resolve(".hidden.tmp"), "");
    Files.writeString(maps.resolve("other_coverage.png"), "");

    start();

    assertThat(filesIn(maps)).containsExactlyInAnyOrder(".hidden.tmp", "other_coverage.png");
  }

  @Test
  void areCountedFromZeroWhereTheyFail() {
    start();
    agent.tell(new Recording().scan());

    assertThat(failures("desertbus", "source")).isZero();
  }

  @Test
  void thatCannotBeWrittenAreCountedAndNothingElseSuffers() throws IOException {
    Files.writeString(maps, "a file in the place of the folder");
    start();

    agent.tell(scan(30));
    agent.tell(scan(30));

    assertThat(failures("desertbus", "source")).isEqualTo(2);
    assertThat(maps).hasContent("a file in the place of the folder");
    assertThat(agent.get("/maps/desertbus/source.png").status()).isEqualTo(200);
  }

  @Test
  void areSpokenOfOnceWhenTheyBeginToFailAndOnceWhenTheyAreGoodAgain() throws IOException {
    start();
    agent.tell(scan(30));
    try (LogOf log = new LogOf(MapFile.class)) {
      Files.delete(file());
      Files.delete(maps);
      Files.writeString(maps, "a file in the place of the folder");
      agent.tell(scan(31));
      agent.tell(scan(32));
      Files.delete(maps);
      agent.tell(scan(33));
      agent.tell(scan(34));

      assertThat(log.lines())
          .satisfiesExactly(
              line -> assertThat(line).startsWith("the map of desertbus/source cannot be written"),
              line -> assertThat(line).isEqualTo("the map of desertbus/source is written again"));
    }
  }

  @Test
  void areWrittenAsSoonAsTheyCanBeAlthoughNothingChanged() throws IOException {
    Files.writeString(maps, "a file in the place of the folder");
    start();
    agent.tell(scan(30));
    Files.delete(maps);

    agent.tell(agent.latest(Recording.STREAM).orElseThrow());

    assertThat(file()).exists();
    assertThat(failures("desertbus", "source")).isEqualTo(1);
  }

  @Test
  void thatCannotTakeTheirPlaceLeaveNothingUnfinishedBehind() throws IOException {
    Files.createDirectories(file().resolve("a folder in the place of the file"));
    start();

    agent.tell(scan(30));

    assertThat(failures("desertbus", "source")).isEqualTo(1);
    assertThat(filesIn(maps)).containsExactly("desertbus_source_coverage.png");
  }

  @Test
  void doNotBringBackABaseFolderThatIsAway() throws IOException {
    start();
    agent.tell(scan(30));
    Path away = folder.resolve("away");
    Files.move(base, away);

    agent.tell(scan(31));

    assertThat(base).doesNotExist();
    assertThat(failures("desertbus", "source")).isEqualTo(1);
    Files.move(away, base);
    agent.tell(scan(31));
    assertThat(Files.readAllBytes(file()))
        .isEqualTo(agent.get("/maps/desertbus/source.png").body().getBytes());
  }

  @Test
  void areNotTouchedWhileTheStorageIsAway() throws IOException {
    start();
    ChannelScan good = scan(30);
    agent.tell(good);
    Files.delete(file());

    agent.tell(
        new ChannelScan(
            good.stream(),
            good.timeline(),
            good.at(),
            Duration.ZERO,
            Spans.NONE,
            Optional.of(new StorageFault(".", StorageFault.Reason.EMPTY, "nothing is in it")),
            good.lastSuccess(),
            false,
            0));

    assertThat(file()).doesNotExist();
    assertThat(failures("desertbus", "source")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../up", "a/b", "/etc", ".hidden", "a..b", "nul\0nul"})
  void neverLeadOutOfTheirFolder(String hostile) throws IOException {
    start();
    for (StreamId stream :
        new StreamId[] {new StreamId(hostile, "x"), new StreamId("x", hostile)}) {
      agent.tell(Recording.scanOf(stream, scan(30).timeline()));
      assertThat(failures(stream.channel(), stream.quality())).isEqualTo(1);
    }

    assertThat(filesIn(folder)).containsExactly("segments");
    assertThat(filesIn(base)).isEmpty();
  }

  @Test
  void haveNamesInWhateverScript() throws IOException {
    start();
    agent.tell(Recording.scanOf(new StreamId("канал", "720p+ö %"), scan(30).timeline()));

    assertThat(filesIn(maps)).containsExactly("канал_720p+ö %_coverage.png");
  }

  @Test
  void thatAreTooLongToNameAreCounted() throws IOException {
    start();
    agent.tell(Recording.scanOf(new StreamId("c".repeat(255), "source"), scan(30).timeline()));

    assertThat(failures("c".repeat(255), "source")).isEqualTo(1);
    assertThat(filesIn(maps)).isEmpty();
  }

  @Test
  void areNoLongerCountedOnceTheirStreamIsNotWatched() {
    start();
    agent.tell(scan(30));
    agent.forget(Recording.STREAM);

    agent.tell(Recording.scanOf(new StreamId("other", "source"), scan(30).timeline()));

    assertThat(agent.meters().find("segwatch.map.write.failures").counters())
        .singleElement()
        .extracting(counter -> counter.getId().getTag("channel"))
        .isEqualTo("other");
    assertThat(file()).exists();
  }

  @Test
  void areNoLongerCountedAfterTheEnd() {
    MapExporter exporter = new MapExporter(Optional.of(Path.of("coverage-maps")));
    agent.start(exporter);
    agent.tell(scan(30));
    assertThat(agent.meters().getMeters()).hasSize(1);

    FakeAgent.await(exporter.stop().mapEmpty());

    assertThat(agent.meters().getMeters()).isEmpty();
  }

  private double failures(String channel, String quality) {
    Counter counter =
        agent
            .meters()
            .get("segwatch.map.write.failures")
            .tags("channel", channel, "quality", quality)
            .counter();
    return counter.count();
  }

  /** Changes whenever another file takes this place. */
  private static Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }
}
