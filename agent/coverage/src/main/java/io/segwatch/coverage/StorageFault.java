package io.segwatch.coverage;

import java.util.Locale;

/**
 * Why something in storage could not be read (coverage §7).
 *
 * @param place what could not: the base folder ({@code .}), a channel, a stream, or an hour of one,
 *     as a path below the base folder
 * @param detail what the operating system said
 */
public record StorageFault(String place, Reason reason, String detail) {
  /** The base folder as a place. */
  public static final String BASE = ".";

  /** A bounded set of reasons, for metrics. */
  public enum Reason {
    /** It was there before, or has to be. */
    NOT_FOUND,
    PERMISSION,
    /** Nothing is in it that has to be: an unmounted disk looks like this. */
    EMPTY,
    TOO_LARGE,
    IO_ERROR;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    return place + ": " + detail;
  }
}
