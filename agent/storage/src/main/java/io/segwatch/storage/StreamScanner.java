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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads one stream, and remembers what it read: hours that were not changed since are not listed
 * again, those that list the same are not read again, and hours and timelines whose figures did not
 * change stay the same objects. One scan at a time.
 */
public final class StreamScanner {
  private final Path base;
  private final StreamId stream;
  private final Rules rules;
  private final Lister lister;
  private final Clock clock;
  private final Duration fullEvery;
  private final Path directory;
  private final HourListing listing = new HourListing();
  private final HourAnalyzer analyzer = new HourAnalyzer();

  private HourNames names = HourNames.UNREAD;
  private List<KnownHour> known = new ArrayList<>();
  private List<KnownHour> spare = new ArrayList<>(); // the two take turns
  private Timeline timeline;
  private Spans lastUnknown = Spans.NONE;
  private Instant lastFull = Instant.MIN;

  /**
   * A scanner of {@code base/CHANNEL/QUALITY}.
   *
   * @param fullEvery how often to list every hour, changed or not
   */
  public StreamScanner(
      Path base, StreamId stream, Rules rules, Lister lister, Clock clock, Duration fullEvery) {
    this.base = base;
    this.stream = stream;
    this.rules = rules;
    this.lister = lister;
    this.clock = clock;
    this.fullEvery = fullEvery;
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
    Instant now = clock.instant();
    boolean full = now.isBefore(lastFull) || !now.isBefore(lastFull.plus(fullEvery));
    return scan(now, full, progress);
  }

  /**
   * Reads the stream as it is now, and lists every hour, changed or not.
   *
   * @throws ScanCancelledException as {@link #scan}
   */
  public StreamScan scanAll(ScanProgress progress) {
    return scan(clock.instant(), true, progress);
  }

  private StreamScan scan(Instant now, boolean full, ScanProgress progress) {
    try (Directory open = lister.open(directory)) {
      StreamScan scan = scan(open, now, full, progress);
      if (full && scan.fault().isEmpty()) {
        lastFull = now;
      }
      return scan;
    } catch (NoSuchFileException e) {
      return missing();
    } catch (IOException e) {
      return unreadable(faultOf(e));
    }
  }

  private StreamScan scan(Directory open, Instant now, boolean full, ScanProgress progress)
      throws IOException {
    if (full || !names.areOf(open)) {
      names = HourNames.read(open, now, rules.bounds());
    }
    if (names.hours().length == 0 && !known.isEmpty()) {
      return unreadable(whatIsGone());
    }
    Pass pass = new Pass(open, now, full);
    for (long hour : names.hours()) {
      if (progress.cancelled()) {
        throw new ScanCancelledException();
      }
      pass.read(hour);
      progress.hourDone(hour);
    }
    return pass.settleVanished().map(this::unreadable).orElseGet(pass::finish);
  }

  /** The scan of a stream that has no directory: not yet, or no longer. */
  private StreamScan missing() {
    try {
      if (known.isEmpty() && isThereAndNotEmpty(base)) {
        return new StreamScan(
            timeline, Optional.empty(), Spans.NONE, List.of(), List.of(), 0, 0, List.of());
      }
    } catch (IOException e) {
      return unreadable(Faults.of(StorageFault.BASE, e));
    }
    return unreadable(whatIsGone());
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

  /** One scan at work; takes the hours in order. */
  private final class Pass {
    private final Directory open;
    private final Instant now;
    private final boolean full;
    private final List<KnownHour> read = spare;
    private final List<Long> vanished = new ArrayList<>();
    private final List<HourSummary> changed = new ArrayList<>();
    private final List<StorageFault> faults = new ArrayList<>();
    private final TreeSet<Long> unread = new TreeSet<>();
    private final List<String> notDirectories = new ArrayList<>();
    private int nextKnown;
    private long reach = Long.MIN_VALUE;
    private int listed;
    private int unchanged;
    private int sizes;

    Pass(Directory open, Instant now, boolean full) {
      this.open = open;
      this.now = now;
      this.full = full;
      read.clear();
    }

    void read(long hour) {
      while (nextKnown < known.size() && known.get(nextKnown).summary().hour() < hour) {
        nextKnown++;
      }
      try {
        if (isUnchanged(hour)) {
          keep(known.get(nextKnown));
          unchanged++;
        } else {
          list(hour);
        }
      } catch (NoSuchFileException e) {
        vanished.add(hour);
        keepLastKnown(hour);
      } catch (NotDirectoryException e) {
        notDirectories.add(HourName.of(hour));
      } catch (IOException e) {
        unread.add(hour);
        faults.add(Faults.of(placeOf(hour), e));
        keepLastKnown(hour);
      }
    }

    private boolean isKnown(long hour) {
      return nextKnown < known.size() && known.get(nextKnown).summary().hour() == hour;
    }

    /** Whether to list the hour again would show the same. */
    private boolean isUnchanged(long hour) throws IOException {
      return !full && isKnownInFull(hour) && open.hasStamp(hour, known.get(nextKnown).stamp());
    }

    /** Whether what is known of the hour is all that this scan has to know of it. */
    private boolean isKnownInFull(long hour) {
      return isKnown(hour) && reach <= known.get(nextKnown).summary().seamKnownUntil();
    }

    private void list(long hour) throws IOException {
      DirectoryStamp stamp = open.stamp(hour).ifSettled(now);
      listing.clear();
      open.list(hour, listing);
      listed++;
      long digest = listing.digest();
      if (isKnownInFull(hour) && known.get(nextKnown).isOf(digest)) {
        keep(known.get(nextKnown).with(stamp));
      } else {
        keep(analyze(hour, stamp, digest));
      }
    }

    private KnownHour analyze(long hour, DirectoryStamp stamp, long digest) throws IOException {
      sizes = 0;
      HourSummary summary =
          analyzer.summarize(hour, listing, name -> size(hour, name), rules.tolerance(), reach);
      long toldBy = sizes == 0 ? digest : KnownHour.NO_DIGEST;
      if (isKnown(hour) && known.get(nextKnown).summary().equals(summary)) {
        summary = known.get(nextKnown).summary();
      } else {
        changed.add(summary);
      }
      return new KnownHour(summary, stamp, toldBy);
    }

    private long size(long hour, String name) throws IOException {
      sizes++;
      return open.size(hour, name);
    }

    private void keep(KnownHour hour) {
      read.add(hour);
      reach = Math.max(reach, hour.summary().reach());
    }

    private void keepLastKnown(long hour) {
      if (isKnown(hour)) {
        keep(known.get(nextKnown).with(DirectoryStamp.NONE));
      }
    }

    private String placeOf(long hour) {
      return stream + "/" + HourName.of(hour);
    }

    /**
     * An hour that was gone when its turn came was deleted, unless it is still named: then it was
     * made again, or it is a link to somewhere that is not there. If the stream itself is gone by
     * now, says so.
     */
    Optional<StorageFault> settleVanished() {
      if (vanished.isEmpty()) {
        return Optional.empty();
      }
      try (Directory again = lister.open(directory)) {
        names = HourNames.read(again, now, rules.bounds());
        if (names.hours().length == 0 && !(known.isEmpty() && read.isEmpty())) {
          return Optional.of(whatIsGone());
        }
        for (long hour : vanished) {
          if (Arrays.binarySearch(names.hours(), hour) >= 0) {
            unread.add(hour);
            faultOf(again, hour).ifPresent(faults::add);
          } else {
            read.removeIf(each -> each.summary().hour() == hour);
          }
        }
        return Optional.empty();
      } catch (IOException e) {
        return Optional.of(StreamScanner.this.faultOf(e));
      }
    }

    private Optional<StorageFault> faultOf(Directory again, long hour) {
      try {
        var _ = again.stamp(hour);
        return Optional.empty(); // the next scan reads it
      } catch (NoSuchFileException e) {
        return Optional.of(
            new StorageFault(placeOf(hour), Reason.NOT_FOUND, "named, but not there"));
      } catch (IOException e) {
        return Optional.of(Faults.of(placeOf(hour), e));
      }
    }

    StreamScan finish() {
      Spans nowUnread = spansOf(unread);
      if (!unread.isEmpty()) { // as a rule it is, and no hour is to cost an object
        read.forEach(each -> unread.remove(each.summary().hour()));
      }
      Spans nowUnknown = spansOf(unread);
      List<String> noHours = new ArrayList<>(names.ignored());
      noHours.addAll(notDirectories);
      if (!(changed.isEmpty() && sameHours() && nowUnknown.equals(lastUnknown))) {
        timeline = Timeline.of(rules, read.stream().map(KnownHour::summary).toList(), nowUnknown);
      }
      spare = known;
      known = read;
      lastUnknown = nowUnknown;
      return new StreamScan(
          timeline, Optional.empty(), nowUnread, faults, changed, listed, unchanged, noHours);
    }

    /**
     * Whether the hours are those of the last scan; where none changed, they are the same objects.
     */
    private boolean sameHours() {
      boolean same = known.size() == read.size();
      for (int i = 0; same && i < read.size(); i++) {
        same = known.get(i).summary().equals(read.get(i).summary());
      }
      return same;
    }
  }
}
