package io.segwatch.coverage;

import java.io.IOException;

/** Asks for the size of a file of the hour at hand; only ties need it (coverage §3). */
@FunctionalInterface
public interface SizeLookup {
  /** What {@link #bytes} answers for a file that is no longer there. */
  long VANISHED = -1;

  /**
   * The size in bytes, or {@link #VANISHED}.
   *
   * @throws IOException if the file is there but cannot be asked
   */
  long bytes(String name) throws IOException;
}
