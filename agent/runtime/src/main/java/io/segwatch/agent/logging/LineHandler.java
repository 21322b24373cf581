package io.segwatch.agent.logging;

import java.io.PrintWriter;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Writes each record at once, whole. */
final class LineHandler extends Handler {
  private final PrintWriter writer;

  LineHandler(Formatter formatter, PrintWriter writer) {
    this.writer = writer;
    setFormatter(formatter);
  }

  @Override
  public void publish(LogRecord entry) {
    if (isLoggable(entry)) {
      writer.write(getFormatter().format(entry));
      writer.flush();
    }
  }

  @Override
  public void flush() {
    writer.flush();
  }

  @Override
  public void close() {
    flush();
  }
}
