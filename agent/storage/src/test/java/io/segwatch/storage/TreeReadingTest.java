package io.segwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segwatch.coverage.HourName;
import io.segwatch.coverage.Segment;
import io.segwatch.coverage.StreamId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeReadingTest {
  private static final long THREE = HourName.parse("2026-11-14T03").orElseThrow();

  @TempDir Path base;

  @Test
  void aChannelIsWhatHasHoursInAQuality() throws IOException {
    Files.createDirectories(base.resolve("b/source/2026-11-14T03"));
    Files.createDirectories(base.resolve("a/480p/2026-11-14T03"));
    Files.createDirectories(base.resolve("other-quality/1080p/2026-11-14T03"));
    Files.createDirectories(base.resolve("no-hours/source/notes"));
    Files.createDirectories(base.resolve(".hidden/source/2026-11-14T03"));
    Files.createFile(base.resolve("file"));

    assertThat(Channels.discover(base, List.of("source", "480p"), Lister.portable()))
        .containsExactly("a", "b");
  }

  @Test
  void aChannelThatCannotBeReadIsFoundAllTheSame() throws IOException {
    Files.createDirectory(base.resolve("a"));
    Files.createSymbolicLink(base.resolve("a/source"), Path.of("source"));
    Files.createDirectory(base.resolve("lost+found"));
    Files.createSymbolicLink(base.resolve("lost+found/source"), Path.of("source"));

    assertThat(Channels.discover(base, List.of("source"), Lister.portable())).containsExactly("a");
  }

  @Test
  void aBaseFolderThatCannotBeReadIsNoEmptyOne() {
    assertThatThrownBy(
            () -> Channels.discover(base.resolve("gone"), List.of("source"), Lister.portable()))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void segmentsOfAShortTimeIncludeTheOneThatReachesIntoIt() throws IOException {
    write("2026-11-14T03", "59:58-4-full-AAAA.ts");
    write("2026-11-14T04", "00:02-2-full-BBBB.ts");
    write("2026-11-14T04", "00:04-2-full-CCCC.ts");

    long four = THREE + 3_600_000_000L;
    List<Segment> segments =
        new SegmentReader(base, Lister.portable())
            .read(new StreamId("chan", "source"), four, four + 4_000_000);

    assertThat(segments)
        .extracting(Segment::name)
        .containsExactly("59:58-4-full-AAAA.ts", "00:02-2-full-BBBB.ts");
  }

  private void write(String hour, String name) throws IOException {
    Path folder = base.resolve("chan/source").resolve(hour);
    Files.createDirectories(folder);
    Files.createFile(folder.resolve(name));
  }
}
