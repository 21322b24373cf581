package io.segwatch.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * By what a directory is told to have changed. The inode and the time of modification are not
 * enough: a directory that is made again gets the inode of the one before, and {@code rsync -a}
 * sets the time of modification back; the time of the last change of status tells.
 *
 * @param modified time of modification, nanoseconds since the epoch
 * @param changed time of the last change of status, nanoseconds since the epoch
 * @param inode number of the directory in its file system
 */
public record DirectoryStamp(long modified, long changed, long inode) {
  /** What no directory has. */
  public static final DirectoryStamp NONE = new DirectoryStamp(Long.MAX_VALUE, Long.MAX_VALUE, -1);

  boolean isNone() {
    return inode == NONE.inode && modified == NONE.modified;
  }

  /**
   * A directory can change twice within one tick of its clock, and look the same after both. So
   * equal stamps mean an equal directory only if the clock had ticked since.
   */
  private static final long RACY_NANOS = Duration.ofSeconds(2).toNanos();

  /**
   * This stamp, or none if the directory may change again without getting another one.
   *
   * @param when a time before the stamp was read
   */
  DirectoryStamp ifSettled(Instant when) {
    return Math.max(modified, changed) < nanosOf(when) - RACY_NANOS ? this : NONE;
  }

  static long nanosOf(Instant time) {
    return nanosOf(time.getEpochSecond(), time.getNano());
  }

  static long nanosOf(long seconds, long nanos) {
    return TimeUnit.SECONDS.toNanos(seconds) + nanos;
  }
}
