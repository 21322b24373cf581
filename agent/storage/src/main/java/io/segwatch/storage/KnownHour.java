package io.segwatch.storage;

import io.segwatch.coverage.HourSummary;

/**
 * What is remembered of an hour.
 *
 * @param stamp of its directory when it was listed, or {@link DirectoryStamp#NONE} if it has to be
 *     listed again whatever its stamp is now
 */
record KnownHour(HourSummary summary, DirectoryStamp stamp) {}
