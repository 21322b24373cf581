package io.segwatch.exporter.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.testkit.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MapFilesTest extends WrittenMaps {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

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
    agent.start(new MapExporter(Optional.of(elsewhere), Optional.empty()));
    agent.tell(scan(30));

    assertThat(filesIn(elsewhere)).containsExactly("desertbus_source_coverage.png");
    assertThat(maps).doesNotExist();
  }

  @Test
  void areNotWrittenWithoutAFolder() throws IOException {
    agent.start(new MapExporter(Optional.empty(), Optional.empty()));
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
  void areClearedOfUnfinishedOnesOfAnEarlierRunAndOfNothingElse() throws IOException {
    Files.createDirectory(maps);
    Files.writeString(maps.resolve(".segwatch-0c5e.tmp"), "half a pic");
    Files.writeString(maps.resolve(".hidden.tmp"), "");
    Files.writeString(maps.resolve("other_coverage.png"), "");

    start();

    assertThat(filesIn(maps)).containsExactlyInAnyOrder(".hidden.tmp", "other_coverage.png");
  }

  @Test
  void haveNamesInWhateverScript() throws IOException {
    start();
    agent.tell(Recording.scanOf(new StreamId("канал", "720p+ö %"), scan(30).timeline()));

    assertThat(filesIn(maps)).containsExactly("канал_720p+ö %_coverage.png");
  }

  /** Changes whenever another file takes this place. */
  private static Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }
}
