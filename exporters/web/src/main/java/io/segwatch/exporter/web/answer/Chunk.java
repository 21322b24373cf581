package io.segwatch.exporter.web.answer;

import io.vertx.core.buffer.Buffer;
import java.io.OutputStream;

/** Collects what is sent next. */
final class Chunk extends OutputStream {
  private Buffer buffer = Buffer.buffer();

  @Override
  public void write(int b) {
    buffer.appendByte((byte) b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    buffer.appendBytes(bytes, offset, length);
  }

  int size() {
    return buffer.length();
  }

  /** Takes out what was collected. */
  Buffer take() {
    Buffer taken = buffer;
    buffer = Buffer.buffer();
    return taken;
  }
}
