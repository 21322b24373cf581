package io.segwatch.storage;

import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.HourSummary;

/**
 * What is remembered of an hour.
 *
 * @param stamp of its directory when it was listed, or {@link DirectoryStamp#NONE} if it has to be
 *     listed again whatever its stamp is now
 * @param digest of what was listed then, see {@link HourListing#digest}, or {@link #NO_DIGEST}
 *     where sizes were asked for, or nothing is listed
 */
record KnownHour(HourSummary summary, DirectoryStamp stamp, long digest) {
  /** Stands for no digest. */
  static final long NO_DIGEST = 0;

  KnownHour with(DirectoryStamp other) {
    return new KnownHour(summary, other, digest);
  }

  /** Whether to read a listing with such a digest would give the same. */
  boolean isOf(long other) {
    return digest != NO_DIGEST && digest == other;
  }
}
