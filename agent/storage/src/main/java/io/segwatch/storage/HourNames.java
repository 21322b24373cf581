package io.segwatch.storage;

import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.HourName;
import io.segwatch.coverage.HourRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** The names in the directory of a stream. */
final class HourNames {
  /** Those of no directory. */
  static final HourNames UNREAD = new HourNames(DirectoryStamp.NONE, new long[0], List.of());

  private final DirectoryStamp stamp;
  private final long[] hours;
  private final List<String> ignored;

  private HourNames(DirectoryStamp stamp, long[] hours, List<String> ignored) {
    this.stamp = stamp;
    this.hours = hours;
    this.ignored = ignored;
  }

  static HourNames read(Directory directory, Instant now, HourRange bounds) throws IOException {
    DirectoryStamp stamp = directory.stamp().ifSettled(now);
    HourListing names = new HourListing();
    directory.list(names);
    long[] hours = new long[names.size()];
    int count = 0;
    List<String> ignored = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.name(i, StandardCharsets.UTF_8);
      OptionalLong hour = HourName.parse(name);
      if (hour.isEmpty()) {
        ignored.add(name);
      } else if (bounds.contains(hour.getAsLong())) {
        hours[count++] = hour.getAsLong();
      }
    }
    hours = Arrays.copyOf(hours, count);
    Arrays.sort(hours);
    return new HourNames(stamp, hours, ignored);
  }

  /** Whether they are still the names in a directory. */
  boolean areOf(Directory directory) throws IOException {
    return !stamp.isNone() && stamp.equals(directory.stamp());
  }

  /** The hours within the bounds, in order. */
  long[] hours() {
    return hours;
  }

  /** Names that are no hour's. */
  List<String> ignored() {
    return ignored;
  }
}
