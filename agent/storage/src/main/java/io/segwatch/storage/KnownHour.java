package io.segwatch.storage;

import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.HourSummary;

/**
 * What is remembered of an hour.
 *
 * @param stamp of its directory when it was listed, or {@link DirectoryStamp#NONE} if it has to be
 *     listed again whatever its stamp is now
 * @param digest of what was listed then, see {@link HourListing#digest}, or 0 where its names do
 *     not tell all
 */
record KnownHour(HourSummary summary, DirectoryStamp stamp, long digest) {
  /** The digest of none. */
  static final long NO_DIGEST = 0;

  KnownHour with(DirectoryStamp other) {
    return new KnownHour(summary, other, digest);
  }

  /** Whether to read such a listing would give the same. */
  boolean isOf(HourListing listing) {
    return digest != NO_DIGEST && digest == listing.digest();
  }
}
