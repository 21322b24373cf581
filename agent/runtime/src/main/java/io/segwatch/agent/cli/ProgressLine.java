package io.segwatch.agent.cli;

import io.segwatch.agent.logging.Printable;
import io.segwatch.coverage.HourName;
import io.segwatch.coverage.StreamId;
import io.segwatch.storage.ScanProgress;
import java.util.function.LongSupplier;

/** Shows a person how far a scan is, on a line of standard error that is then taken away again. */
final class ProgressLine {
  private static final long PATIENCE_NANOS = 1_000_000_000L;
  private static final long PAUSE_NANOS = 200_000_000L;
  private static final String ERASE = "\r\u001b[K";

  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private long next;
  private int hours;
  private boolean shown;

  ProgressLine(Terminal terminal, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong() + PATIENCE_NANOS;
  }

  /** What is told of the scan of one stream. */
  ScanProgress of(StreamId stream) {
    return hour -> {
      hours++;
      long now = nanoTime.getAsLong();
      if (terminal.watched() && now - next >= 0) {
        next = now + PAUSE_NANOS;
        show(stream + " " + HourName.of(hour) + ", " + hours + " hours so far");
      }
    };
  }

  private void show(String line) {
    shown = true;
    terminal.err().print(ERASE + Printable.of(line));
    terminal.err().flush();
  }

  void clear() {
    if (shown) {
      shown = false;
      terminal.err().print(ERASE);
      terminal.err().flush();
    }
  }
}
