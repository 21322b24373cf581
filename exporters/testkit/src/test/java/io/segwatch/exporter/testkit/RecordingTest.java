package io.segwatch.exporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordingTest {
  @Test
  void isScannedAsItsFilesAreNamed() {
    ChannelScan scan =
        new Recording()
            .hour("2026-11-20T10", "00:00-1800-full-aaaa.ts", "30:00.5-1799.5-full-bbbb.ts")
            .scan();

    assertThat(scan.stream()).isEqualTo(Recording.STREAM);
    assertThat(scan.isComplete()).isTrue();
    assertThat(scan.timeline().holes().total()).isEqualTo(500_000);
  }

  @Test
  void ofATreeIsOnePerStreamInOrder() {
    Map<String, Long> tree =
        Map.of(
            "chan/source/2026-11-20T10/00:00-60-full-aaaa.ts", 5L,
            "chan/source/2026-11-20T11/", 0L,
            "chan/480p/2026-11-20T10/00:00-60-full-aaaa.ts", 5L);

    assertThat(Recording.scansOf(tree))
        .extracting(ChannelScan::stream)
        .containsExactly(new StreamId("chan", "480p"), new StreamId("chan", "source"));
  }
}
