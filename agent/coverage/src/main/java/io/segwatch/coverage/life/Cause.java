package io.segwatch.coverage.life;

import java.util.Locale;

/** Why there is a hole, settled when it is confirmed. */
public enum Cause {
  /** Segments with a tombstone would have covered all of it. */
  DELETED,
  /** Some of it had been covered in an earlier scan. */
  VANISHED,
  /** It was never recorded. */
  MISSING,
  /** It lies in a planned break; never in the log. */
  PLANNED;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
