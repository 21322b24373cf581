package io.segwatch.storage;

import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.SizeLookup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How directories are read. Implementations may be used by several threads at once. */
public interface Lister {
  /** The lister that works on every platform. */
  static Lister portable() {
    return new PortableLister();
  }

  /** What stands in {@link #names} for each byte that is no text; such a name opens nothing. */
  char NO_TEXT = '\uFFFD';

  /** The names in a directory, hidden ones left out. */
  List<String> names(Path directory) throws IOException;

  /**
   * Adds the names in an hour directory to a listing, byte for byte.
   *
   * @throws IOException as {@link java.nio.file.Files#newDirectoryStream(Path)} does
   */
  void list(Path directory, HourListing into) throws IOException;

  /** The size of a file in bytes, or {@link SizeLookup#VANISHED}. */
  long size(Path file) throws IOException;
}
