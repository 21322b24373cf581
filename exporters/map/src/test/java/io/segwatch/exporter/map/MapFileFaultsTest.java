package io.segwatch.exporter.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StorageFault;
import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.testkit.LogOf;
import io.segwatch.exporter.testkit.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapFileFaultsTest extends WrittenMaps {
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
            Duration.ofMinutes(5),
            0,
            Spans.NONE));

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

    assertThat(filesIn(folder)).containsExactlyInAnyOrder("segments", "state");
    assertThat(filesIn(base)).isEmpty();
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
    start();
    agent.tell(scan(30));
    assertThat(agent.meters().getMeters()).hasSize(1);

    agent.stop();

    assertThat(agent.meters().getMeters()).isEmpty();
  }
}
