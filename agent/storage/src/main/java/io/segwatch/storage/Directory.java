package io.segwatch.storage;

import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.SizeLookup;
import java.io.IOException;

/**
 * A directory that stays the same one from its opening to its closing, whatever is renamed
 * meanwhile. For one thread. Hours are named by their start, in microseconds since the epoch.
 */
public interface Directory extends AutoCloseable {
  /** Adds the names in this directory to a listing, byte for byte. */
  void list(HourListing into) throws IOException;

  /** When this directory was changed. */
  DirectoryStamp stamp() throws IOException;

  /** Adds the names in an hour of this directory to a listing, byte for byte. */
  void list(long hour, HourListing into) throws IOException;

  /** When an hour of this directory was changed. */
  DirectoryStamp stamp(long hour) throws IOException;

  /** Whether an hour of this directory still has a stamp; no if there is none to compare. */
  boolean hasStamp(long hour, DirectoryStamp stamp) throws IOException;

  /**
   * The size of a file in bytes, or {@link SizeLookup#VANISHED}.
   *
   * @param name one character a byte
   */
  long size(long hour, String name) throws IOException;

  @Override
  void close();
}
