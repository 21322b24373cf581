package io.segwatch.exporter.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.testkit.Recording;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DefaultMapsTest {
  private final DefaultMaps maps = new DefaultMaps();

  private static ChannelScan scan() {
    return new Recording().hour("2026-11-20T10", "00:00-60-full-aaaa.ts").scan();
  }

  @Test
  void areDrawnOncePerTimeline() {
    ChannelScan scan = scan();
    Optional<Content> first = maps.of(scan);

    ChannelScan next = Recording.scanOf(scan.stream(), scan.timeline());

    assertThat(maps.of(next).orElseThrow()).isSameAs(first.orElseThrow());
  }

  @Test
  void areDrawnAnewForAnotherTimeline() {
    Content first = maps.of(scan()).orElseThrow();

    assertThat(maps.of(scan()).orElseThrow()).isNotSameAs(first).isEqualTo(first);
  }

  @Test
  void areForgottenWithTheirStream() {
    ChannelScan scan = scan();
    Content first = maps.of(scan).orElseThrow();

    maps.retain(Set.of());

    assertThat(maps.of(scan).orElseThrow()).isNotSameAs(first);
  }

  @Test
  void areNotThereWithoutASegment() {
    assertThat(maps.of(new Recording().scan())).isEmpty();
  }
}
