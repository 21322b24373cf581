package io.segwatch.exporter.web.answer;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.OutputStream;

/** The body of an answer, which is written a piece at a time; no piece is much work. */
@FunctionalInterface
public interface Body {
  /**
   * Writes the next piece.
   *
   * @return whether there are more
   */
  boolean writeNext() throws IOException;

  /** Completes when the next piece can be written. */
  default Future<?> ready() {
    return Future.succeededFuture();
  }

  /** Makes the body of one answer, to be written to a stream. */
  @FunctionalInterface
  interface Maker {
    Body to(OutputStream out) throws IOException;
  }
}
