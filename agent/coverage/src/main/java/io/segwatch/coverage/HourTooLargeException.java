package io.segwatch.coverage;

import java.io.IOException;

/** A directory holds more names than any recording could need. */
public final class HourTooLargeException extends IOException {
  private static final long serialVersionUID = 1;

  HourTooLargeException(int names) {
    super(
        "more than " + names + " names in one directory; an hour of two-second segments has 1800");
  }
}
