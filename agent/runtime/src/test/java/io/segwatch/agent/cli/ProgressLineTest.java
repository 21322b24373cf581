package io.segwatch.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.HourName;
import io.segwatch.coverage.StreamId;
import io.segwatch.storage.ScanProgress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final long HOUR = HourName.parse("2026-11-14T03").orElseThrow();
  private static final String ERASE = "\r\u001b[K";

  private final StringWriter err = new StringWriter();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may overflow

  private ProgressLine line(boolean watched) {
    PrintWriter writer = new PrintWriter(err);
    return new ProgressLine(new Terminal(writer, writer, watched, false), nanos::get);
  }

  private void afterMillis(long millis) {
    nanos.addAndGet(millis * 1_000_000);
  }

  @Test
  void shortWorkIsNotShown() {
    ProgressLine line = line(true);
    ScanProgress progress = line.of(new StreamId("one", "source"));
    afterMillis(999);
    progress.hourDone(HOUR);
    line.clear();

    assertThat(err.toString()).isEmpty();
    assertThat(progress.cancelled()).isFalse();
  }

  @Test
  void longWorkIsShownAFewTimesASecondAndTakenAwayAgain() {
    ProgressLine line = line(true);
    ScanProgress progress = line.of(new StreamId("o\nne", "source"));
    progress.hourDone(HOUR);
    afterMillis(1_000);
    progress.hourDone(HOUR);
    afterMillis(199);
    progress.hourDone(HOUR);
    afterMillis(1);
    progress.hourDone(HOUR);
    line.clear();
    line.clear();

    assertThat(err.toString())
        .isEqualTo(
            ERASE
                + "o\\nne/source 2026-11-14T03, 2 hours so far"
                + ERASE
                + "o\\nne/source 2026-11-14T03, 4 hours so far"
                + ERASE);
  }

  @Test
  void nothingIsShownWhereNobodyLooks() {
    ProgressLine line = line(false);
    ScanProgress progress = line.of(new StreamId("one", "source"));
    afterMillis(5_000);
    progress.hourDone(HOUR);
    line.clear();

    assertThat(err.toString()).isEmpty();
  }
}
