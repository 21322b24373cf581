package io.segwatch.storage;

import io.segwatch.coverage.HourListing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How directories are read. Implementations may be used by several threads at once. */
public interface Lister {
  /** Which one to take. */
  enum Choice {
    AUTO,
    NATIVE,
    PORTABLE;

    /**
     * The lister of that kind; {@link #AUTO} takes the native one where there is one.
     *
     * @throws UnsupportedOperationException if the native one was asked for, and why there is none
     */
    public Lister make() {
      return switch (this) {
        case NATIVE -> new NativeLister();
        case PORTABLE -> portable();
        case AUTO -> NativeLister.isSupported() ? new NativeLister() : portable();
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The lister that works on every platform. */
  static Lister portable() {
    return new PortableLister();
  }

  /** What stands in {@link #names} for bytes that are no text; such a name opens nothing. */
  char NO_TEXT = '\uFFFD';

  /**
   * Opens a directory for one thread, which has to close it again.
   *
   * @throws IOException as {@link java.nio.file.Files#newDirectoryStream(Path)} does
   */
  Directory open(Path directory) throws IOException;

  /**
   * The names in a directory, hidden ones left out.
   *
   * @throws io.segwatch.coverage.HourTooLargeException if there are too many to hold
   */
  default List<String> names(Path directory) throws IOException {
    try (Directory open = open(directory)) {
      HourListing names = new HourListing();
      open.list(names);
      List<String> texts = new ArrayList<>(names.size());
      for (int i = 0; i < names.size(); i++) {
        texts.add(names.name(i, StandardCharsets.UTF_8));
      }
      return texts;
    }
  }
}
