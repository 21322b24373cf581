package io.segwatch.exporter.web.lane;

import java.util.Locale;

/** How a recording stands now. */
public enum EdgeState {
  /** It goes on. */
  LIVE,
  /** It stands still although it is expected to go on (coverage §7). */
  STALLED,
  /** It is not expected to go on. */
  IDLE,
  /** It cannot be read, or was not for too long. */
  UNKNOWN;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The word in answers. */
  public String label() {
    return label;
  }
}
