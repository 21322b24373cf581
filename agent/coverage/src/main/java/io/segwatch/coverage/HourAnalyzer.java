package io.segwatch.coverage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Turns the names of one hour into its figures (coverage §2 and §3). Holds working stores, so each
 * scanning thread has its own.
 *
 * <pre>{@code
 * HourSummary summary = analyzer.summarize(hour, listing, sizes, tolerance, reach);
 * }</pre>
 */
public final class HourAnalyzer {
  private static final byte[] TOMBSTONE = ".tombstone".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SEGMENT = ".ts".getBytes(StandardCharsets.US_ASCII);

  /** A sort key is the start within the hour (under 2^32) and the index of the name. */
  private static final int INDEX_BITS = 31;

  private static final List<SegmentType> TYPES = List.of(SegmentType.values());

  private final SegmentNameParser parser = new SegmentNameParser();
  private final BestSegments best = new BestSegments();
  private final KeySorter sorter = new KeySorter(INDEX_BITS);
  private final Set<String> tombstones = new HashSet<>();

  /** The {@link #mark}s of all tombstones: most names have another, and need no text. */
  private long tombstoneMarks;

  /** Valid segments that take part in coverage: sort keys, and by name index what they are. */
  private long[] order = new long[1 << 10];

  private int valid;
  private long[] durations = new long[1 << 10];
  private byte[] types = new byte[1 << 10]; // where they stand in TYPES

  private final long[] count = new long[TYPES.size()];
  private final long[] duration = new long[TYPES.size()];
  private final long[] overlapCount = new long[TYPES.size()];
  private final long[] overlapDuration = new long[TYPES.size()];
  private long bad;

  public HourAnalyzer() {}

  /**
   * The figures of an hour.
   *
   * @param hour its start, microseconds since the epoch
   * @param tolerance the longest gap that is no hole, in microseconds
   * @param reach the latest end of a segment of any earlier hour, as far as it is known: small gaps
   *     before it are kept one by one, see {@link HourSummary#seam()}
   * @throws IOException if a size was needed and could not be had
   */
  public HourSummary summarize(
      long hour, HourListing listing, SizeLookup sizes, long tolerance, long reach)
      throws IOException {
    Spans tombstoned = readTombstones(hour, listing);
    classify(listing);
    chooseBest(hour, listing, sizes);
    HourSummary.Counts counts = new HourSummary.Counts(count[0], count[1], count[2], count[3], bad);
    BestSegments.Raw raw = best.raw(tolerance, reach, overlapCount, overlapDuration);
    BestSegments.Chain chain = best.chain(tolerance);
    return new HourSummary(
        hour,
        counts,
        HourSummary.PerType.of(duration),
        HourSummary.PerType.of(overlapCount),
        HourSummary.PerType.of(overlapDuration),
        raw.coverage(),
        chain.coverage(),
        best.firstStart(),
        raw.reach(),
        best.fullReach(),
        chain.reach(),
        raw.holes(),
        chain.holes(),
        best.partialOnly(),
        tombstoned,
        raw.belowTolerance(),
        raw.seam(),
        raw.seamKnownUntil());
  }

  /** The valid segments of an hour in order of start, temporary ones left out. */
  public List<Segment> segments(long hour, HourListing listing) {
    var _ = readTombstones(hour, listing);
    classify(listing);
    List<Segment> segments = new ArrayList<>(valid);
    for (int i = 0; i < valid; i++) {
      int index = indexOf(order[i]);
      segments.add(
          new Segment(
              hour + startOf(order[i]),
              durations[index],
              TYPES.get(types[index]),
              listing.name(index)));
    }
    return segments;
  }

  /** Notes which names are deleted; returns what their segments would have covered. */
  private Spans readTombstones(long hour, HourListing listing) {
    tombstones.clear();
    tombstoneMarks = 0;
    byte[] bytes = listing.bytes();
    List<Span> deleted = new ArrayList<>(0);
    for (int i = 0; i < listing.size(); i++) {
      int from = listing.from(i);
      int to = listing.to(i);
      if (!SegmentNameParser.endsWith(bytes, from, to, TOMBSTONE)) {
        continue;
      }
      int stemEnd = to - TOMBSTONE.length;
      tombstones.add(listing.text(from, stemEnd));
      tombstoneMarks |= mark(bytes, from, stemEnd);
      if (parser.parseStem(bytes, from, stemEnd) && parser.type() != SegmentType.TEMP) {
        long start = hour + parser.start();
        deleted.add(new Span(start, start + parser.duration()));
      }
    }
    deleted.sort((a, b) -> Long.compare(a.from(), b.from()));
    Spans.Builder spans = new Spans.Builder();
    deleted.forEach(span -> spans.add(span.from(), span.to()));
    return spans.build();
  }

  /** Counts every name once, and sorts the segments that take part by their start. */
  private void classify(HourListing listing) {
    Arrays.fill(count, 0);
    Arrays.fill(duration, 0);
    Arrays.fill(overlapCount, 0);
    Arrays.fill(overlapDuration, 0);
    bad = 0;
    valid = 0;
    grow(listing.size());
    byte[] bytes = listing.bytes();
    for (int i = 0; i < listing.size(); i++) {
      int from = listing.from(i);
      int to = listing.to(i);
      if (SegmentNameParser.endsWith(bytes, from, to, TOMBSTONE) || isDeleted(listing, from, to)) {
        continue;
      }
      if (!parser.parse(bytes, from, to)) {
        bad++;
        continue;
      }
      SegmentType type = parser.type();
      count[type.index]++;
      if (type == SegmentType.TEMP) {
        continue;
      }
      duration[type.index] += parser.duration();
      if (parser.duration() > 0) {
        types[i] = type.index;
        durations[i] = parser.duration();
        order[valid++] = parser.start() << INDEX_BITS | i;
      }
    }
    sorter.sort(order, valid);
  }

  private boolean isDeleted(HourListing listing, int from, int to) {
    int stemEnd = to - SEGMENT.length;
    return tombstoneMarks != 0
        && SegmentNameParser.endsWith(listing.bytes(), from, to, SEGMENT)
        && (tombstoneMarks & mark(listing.bytes(), from, stemEnd)) != 0
        && tombstones.contains(listing.text(from, stemEnd));
  }

  /** One of 64 bits, by the end of a stem, which is that of a hash. */
  private static long mark(byte[] bytes, int from, int to) {
    return to - from < 2 ? 1 : 1L << (31 * bytes[to - 1] + bytes[to - 2]);
  }

  private void grow(int names) {
    if (names > order.length) {
      order = new long[names];
      durations = new long[names];
      types = new byte[names];
    }
  }

  private static long startOf(long key) {
    return key >>> INDEX_BITS;
  }

  private static int indexOf(long key) {
    return (int) (key & ((1L << INDEX_BITS) - 1));
  }

  private void chooseBest(long hour, HourListing listing, SizeLookup sizes) throws IOException {
    best.clear();
    for (int from = 0, to; from < valid; from = to) {
      long start = startOf(order[from]);
      to = from + 1;
      while (to < valid && startOf(order[to]) == start) {
        to++;
      }
      int chosen = to == from + 1 ? indexOf(order[from]) : chooseAmong(from, to, listing, sizes);
      if (chosen >= 0) {
        best.add(hour + start, durations[chosen], types[chosen]);
      }
    }
  }

  /**
   * The best of the segments {@code order[from, to)}, which share a start: the others are overlaps.
   * Answers -1 where all of them vanished while their sizes were asked for.
   */
  private int chooseAmong(int from, int to, HourListing listing, SizeLookup sizes)
      throws IOException {
    int chosen = longestFull(from, to, listing);
    for (SegmentType type : List.of(SegmentType.SUSPECT, SegmentType.PARTIAL)) {
      if (chosen < 0) {
        chosen = largest(type, from, to, listing, sizes);
      }
    }
    for (int i = from; i < to; i++) {
      int index = indexOf(order[i]);
      if (index != chosen && durations[index] > 0) {
        overlapCount[types[index]]++;
        overlapDuration[types[index]] += durations[index];
      }
    }
    return chosen;
  }

  private int longestFull(int from, int to, HourListing listing) {
    int chosen = -1;
    for (int i = from; i < to; i++) {
      int index = indexOf(order[i]);
      if (types[index] != SegmentType.FULL.index) {
        continue;
      }
      int better = chosen < 0 ? 1 : Long.compare(durations[index], durations[chosen]);
      if (better > 0 || (better == 0 && listing.compare(index, chosen) > 0)) {
        chosen = index;
      }
    }
    return chosen;
  }

  private int largest(SegmentType type, int from, int to, HourListing listing, SizeLookup sizes)
      throws IOException {
    int candidates = 0;
    int chosen = -1;
    for (int i = from; i < to; i++) {
      if (types[indexOf(order[i])] == type.index) {
        candidates++;
        chosen = indexOf(order[i]);
      }
    }
    if (candidates < 2) {
      return chosen;
    }
    chosen = -1;
    long largest = 0;
    for (int i = from; i < to; i++) {
      int index = indexOf(order[i]);
      if (types[index] != type.index) {
        continue;
      }
      long size = sizes.bytes(listing.name(index));
      if (size == SizeLookup.VANISHED) {
        forget(index);
      } else if (chosen < 0
          || size > largest
          || (size == largest && listing.compare(index, chosen) > 0)) {
        chosen = index;
        largest = size;
      }
    }
    return chosen;
  }

  /** A file that is gone before its size was read counts as not listed. */
  private void forget(int index) {
    count[types[index]]--;
    duration[types[index]] -= durations[index];
    durations[index] = 0;
  }
}
