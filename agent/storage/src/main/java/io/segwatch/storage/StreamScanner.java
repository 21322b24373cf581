package io.segwatch.storage;

import io.segwatch.coverage.HourAnalyzer;
import io.segwatch.coverage.HourListing;
import io.segwatch.coverage.HourName;
import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Rules;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StorageFault;
import io.segwatch.coverage.StorageFault.Reason;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.Timeline;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads one stream, and remembers what it read: hours and timelines that did not change stay the
 * same objects. One scan at a time.
 */
public final class StreamScanner {
  private final Path base;
  private final StreamId stream;
  private final Rules rules;
  private final Lister lister;
  private final Path directory;
  private final HourListing listing = new HourListing();
  private final HourAnalyzer analyzer = new HourAnalyzer();

  private TreeMap<Long, HourSummary> known = new TreeMap<>();
  private Timeline timeline;
  private Spans lastUnknown = Spans.NONE;

  /** A scanner of {@code base/CHANNEL/QUALITY}. */
  public StreamScanner(Path base, StreamId stream, Rules rules, Lister lister) {
    this.base = base;
    this.stream = stream;
    this.rules = rules;
    this.lister = lister;
    this.directory = base.resolve(stream.channel()).resolve(stream.quality());
    this.timeline = Timeline.of(rules, List.of(), Spans.NONE);
  }

  public StreamId stream() {
    return stream;
  }

  /**
   * Reads the stream as it is now.
   *
   * @throws ScanCancelledException if it was cancelled; then the next scan starts from where the
   *     last finished one ended
   */
  public StreamScan scan(ScanProgress progress) {
    HourNames names;
    try {
      names = hourNames();
    } catch (IOException e) {
      return unreadable(faultOf(e));
    }
    if (names.hours().isEmpty() && !known.isEmpty()) {
      return unreadable(whatIsGone());
    }
    Pass pass = new Pass();
    for (long hour : names.hours()) {
      if (progress.cancelled()) {
        throw new ScanCancelledException();
      }
      pass.read(hour);
      progress.hourDone(hour);
    }
    Optional<StorageFault> gone = pass.settleVanished();
    return gone.isPresent() ? unreadable(gone.get()) : pass.finish(names.ignored());
  }

  /** The hours in a stream's directory within the bounds, and names that are no hour's. */
  private record HourNames(List<Long> hours, List<String> ignored) {}

  private HourNames hourNames() throws IOException {
    List<Long> hours = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    List<String> names;
    try {
      names = lister.names(directory);
    } catch (NoSuchFileException e) {
      if (!known.isEmpty() || !isThereAndNotEmpty(base)) {
        throw e;
      }
      names = List.of(); // not recorded yet
    }
    for (String name : names) {
      OptionalLong hour = HourName.parse(name);
      if (hour.isEmpty()) {
        ignored.add(name);
      } else if (rules.bounds().contains(hour.getAsLong())) {
        hours.add(hour.getAsLong());
      }
    }
    hours.sort(null);
    return new HourNames(hours, ignored);
  }

  private boolean isThereAndNotEmpty(Path folder) throws IOException {
    return !lister.names(folder).isEmpty();
  }

  /** The scan of a stream that cannot be read at all: everything stands as it was. */
  private StreamScan unreadable(StorageFault fault) {
    return new StreamScan(
        timeline, Optional.of(fault), Spans.NONE, List.of(), List.of(), 0, 0, List.of());
  }

  private StorageFault faultOf(IOException e) {
    if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
      return whatIsGone();
    }
    return Faults.of(stream.toString(), e);
  }

  /** Names the topmost folder that is missing or empty. */
  private StorageFault whatIsGone() {
    for (String place : List.of(StorageFault.BASE, stream.channel())) {
      try {
        if (!isThereAndNotEmpty(base.resolve(place))) {
          return new StorageFault(place, Reason.EMPTY, "the folder is empty");
        }
      } catch (IOException e) {
        return Faults.of(place, e);
      }
    }
    return new StorageFault(stream.toString(), Reason.NOT_FOUND, "all its hours are gone");
  }

  private static Spans spansOf(SortedSet<Long> hours) {
    Spans.Builder spans = new Spans.Builder();
    hours.forEach(hour -> spans.add(hour, hour + Micros.PER_HOUR));
    return spans.build();
  }

  /** One scan at work. */
  private final class Pass {
    private final TreeMap<Long, HourSummary> read = new TreeMap<>();
    private final List<Long> vanished = new ArrayList<>();
    private final List<HourSummary> changed = new ArrayList<>();
    private final List<StorageFault> faults = new ArrayList<>();
    private final TreeSet<Long> unread = new TreeSet<>();
    private final List<String> notDirectories = new ArrayList<>();
    private long reach = Long.MIN_VALUE;
    private int listed;

    void read(long hour) {
      String name = HourName.of(hour);
      Path folder = directory.resolve(name);
      try {
        listing.clear();
        lister.list(folder, listing);
        HourSummary summary =
            analyzer.summarize(
                hour, listing, file -> lister.size(folder.resolve(file)), rules.tolerance(), reach);
        listed++;
        HourSummary before = known.get(hour);
        if (before != null && before.equals(summary)) {
          keep(before);
        } else {
          keep(summary);
          changed.add(summary);
        }
      } catch (NoSuchFileException e) {
        vanished.add(hour);
      } catch (NotDirectoryException e) {
        notDirectories.add(name);
      } catch (IOException e) {
        standIn(hour, Faults.of(stream + "/" + name, e));
      }
    }

    private void keep(HourSummary summary) {
      read.put(summary.hour(), summary);
      reach = Math.max(reach, summary.reach());
    }

    /** What could not be read stays as it was last known. */
    private void standIn(long hour, StorageFault fault) {
      faults.add(fault);
      unread.add(hour);
      HourSummary before = known.get(hour);
      if (before != null) {
        keep(before);
      }
    }

    /**
     * An hour that was gone when its turn came was deleted, unless it is still named: then it is a
     * link to somewhere that is not there. If the stream itself is gone by now, says so.
     */
    Optional<StorageFault> settleVanished() {
      if (vanished.isEmpty()) {
        return Optional.empty();
      }
      try {
        List<Long> still = hourNames().hours();
        if (still.isEmpty() && !(known.isEmpty() && read.isEmpty())) {
          return Optional.of(whatIsGone());
        }
        vanished.retainAll(still);
      } catch (IOException e) {
        return Optional.of(faultOf(e));
      }
      for (long hour : vanished) {
        String place = stream + "/" + HourName.of(hour);
        standIn(hour, new StorageFault(place, Reason.NOT_FOUND, "named, but not there"));
      }
      return Optional.empty();
    }

    StreamScan finish(List<String> ignored) {
      Spans nowUnread = spansOf(unread);
      unread.removeAll(read.keySet());
      Spans nowUnknown = spansOf(unread);
      boolean same =
          changed.isEmpty()
              && known.keySet().equals(read.keySet())
              && nowUnknown.equals(lastUnknown);
      if (!same) {
        timeline = Timeline.of(rules, List.copyOf(read.values()), nowUnknown);
      }
      known = read;
      lastUnknown = nowUnknown;
      List<String> noHours = new ArrayList<>(ignored);
      noHours.addAll(notDirectories);
      return new StreamScan(
          timeline, Optional.empty(), nowUnread, faults, changed, listed, 0, noHours);
    }
  }
}
