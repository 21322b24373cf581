package io.segwatch.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.Rules;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StorageFault;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelScanTest {
  private static ChannelScan scan(Spans unread, Optional<StorageFault> fault) {
    return new ChannelScan(
        new StreamId("desertbus", "source"),
        Timeline.of(Rules.DEFAULT, List.of(), Spans.NONE),
        Instant.EPOCH,
        Duration.ZERO,
        unread,
        fault,
        Optional.empty(),
        false,
        Duration.ofMinutes(5),
        0,
        Spans.NONE);
  }

  @Test
  void isCompleteIfEverythingWasRead() {
    ChannelScan scan = scan(Spans.NONE, Optional.empty());

    assertThat(scan.isComplete()).isTrue();
    assertThat(scan.isAvailable()).isTrue();
  }

  @Test
  void isIncompleteButAvailableIfAnHourCouldNotBeRead() {
    ChannelScan scan = scan(Spans.of(0, 3_600_000_000L), Optional.empty());

    assertThat(scan.isComplete()).isFalse();
    assertThat(scan.isAvailable()).isTrue();
  }

  @Test
  void isNeitherIfTheStreamCouldNotBeRead() {
    StorageFault fault = new StorageFault(".", StorageFault.Reason.EMPTY, "nothing is in it");
    ChannelScan scan = scan(Spans.NONE, Optional.of(fault));

    assertThat(scan.isComplete()).isFalse();
    assertThat(scan.isAvailable()).isFalse();
  }
}
