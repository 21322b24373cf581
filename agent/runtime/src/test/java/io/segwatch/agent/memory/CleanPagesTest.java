package io.segwatch.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.memory.CleanPages.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CleanPagesTest {
  private static final Path SMAPS = Path.of("/proc/self/smaps");

  @Test
  void takesWhatNobodyMayWriteAndNobodyChanged() {
    assertThat(ranges(mapping("r--p", "/usr/lib/segwatch/lib/segwatch.aot", 0)))
        .containsExactly(new Range(0x8_00ec_a000L, 0x8_024a_b000L));
    assertThat(ranges(mapping("r-xp", "/usr/lib/jvm/lib/server/libjvm.so", 0))).hasSize(1);
  }

  @Test
  void leavesWhatWasChanged() {
    assertThat(ranges(mapping("r--p", "/usr/lib/segwatch/lib/segwatch.aot", 4))).isEmpty();
  }

  @Test
  void leavesWhatMayBeWritten() {
    assertThat(ranges(mapping("rw-p", "/usr/lib/segwatch/lib/segwatch.aot", 0))).isEmpty();
    assertThat(ranges(mapping("r--s", "/usr/lib/segwatch/lib/segwatch.aot", 0))).isEmpty();
  }

  @Test
  void leavesWhatIsNotOfTheJvm() {
    assertThat(ranges(mapping("r--p", "/usr/lib/x86_64-linux-gnu/libc.so.6", 0))).isEmpty();
    assertThat(ranges(mapping("r--p", "", 0))).isEmpty();
    assertThat(ranges(mapping("r--p", "[vvar]", 0))).isEmpty();
  }

  @Test
  void aChangeConcernsItsOwnMappingOnly() {
    assertThat(
            ranges(
                Stream.of(
                        mapping("r--p", "/lib/libjvm.so", 0),
                        mapping("rw-p", "/lib/libjvm.so", 8),
                        mapping("r--p", "/lib/other.aot", 0))
                    .flatMap(List::stream)
                    .toList()))
        .hasSize(2);
  }

  @Test
  void isCutIntoPiecesButForWhatIsTooShort() {
    assertThat(new Range(0x10000, 0x17000).everySecondPiece())
        .containsExactly(new Range(0x12000, 0x14000), new Range(0x16000, 0x17000));
    assertThat(new Range(0x10000, 0x12000).everySecondPiece()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void thisProcessHasSomeAndGoesOnWithoutThem() throws IOException {
    assertThat(CleanPages.ranges(Files.readAllLines(SMAPS))).isNotEmpty();
    CleanPages pages = CleanPages.find();
    pages.giveBack();
    pages.giveBack();
    assertThat(Stream.iterate(1, i -> i + 1).limit(10_000).mapToInt(i -> i).sum())
        .isEqualTo(50_005_000);
  }

  private static List<Range> ranges(List<String> smaps) {
    return CleanPages.ranges(smaps);
  }

  private static List<String> mapping(String permissions, String file, int changedKilobytes) {
    return List.of(
        "800eca000-8024ab000 " + permissions + " 00ed9000 fe:00 1234567                    " + file,
        "Size:              22404 kB",
        "Shared_Dirty:          0 kB",
        "Private_Dirty:         8 kB", // the file itself may have been written lately
        "Anonymous:             " + changedKilobytes + " kB",
        "VmFlags: rd mr mw me sd");
  }
}
