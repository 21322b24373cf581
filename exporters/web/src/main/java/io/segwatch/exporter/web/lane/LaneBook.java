package io.segwatch.exporter.web.lane;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.exporter.ChannelScan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The lanes of this node as they stand, and a number that rises with each change of one. Used on
 * the exporter's thread alone.
 */
public final class LaneBook {
  /** A scan is too old when so many of those that were to follow it did not come. */
  private static final int MISSABLE_SCANS = 3;

  /** What holds as long as there is no scan that says otherwise (coverage §7). */
  private static final long DEFAULT_STALL_AFTER = 300 * Micros.PER_SECOND;

  private record Entry(Lane lane, long interval) {}

  private final String node;
  private final List<Consumer<Change>> listeners = new ArrayList<>();
  private final PlannedBreaks planned = new PlannedBreaks();
  private final TreeMap<StreamId, Entry> entries = new TreeMap<>();
  private HoleIndex holes = new HoleIndex();
  private long revision;

  /**
   * A book without lanes.
   *
   * @param firstRevision higher than the last of any earlier run
   */
  public LaneBook(String node, long firstRevision) {
    this.node = node;
    this.revision = firstRevision;
  }

  /** Hears of each change, after it. */
  public void onChange(Consumer<Change> listener) {
    listeners.add(listener);
  }

  private void changed(List<Change> changes) {
    if (!changes.isEmpty()) {
      revision++;
      changes.forEach(change -> listeners.forEach(listener -> listener.accept(change)));
    }
  }

  /** The same as long as nothing changed. */
  public long revision() {
    return revision;
  }

  /** How old the live edge of a recording that goes on can be, in microseconds: the most of all. */
  public long stallAfter() {
    return entries.values().stream()
        .mapToLong(entry -> entry.lane().stallAfter())
        .max()
        .orElse(DEFAULT_STALL_AFTER);
  }

  public String node() {
    return node;
  }

  /** All of them, in order of channel and quality. */
  public List<Lane> lanes() {
    return entries.values().stream().map(Entry::lane).toList();
  }

  public Optional<Lane> lane(StreamId stream) {
    return Optional.ofNullable(entries.get(stream)).map(Entry::lane);
  }

  /** Takes in a scan. */
  public void hear(ChannelScan scan) {
    StreamId stream = scan.stream();
    Optional<Entry> before = Optional.ofNullable(entries.get(stream));
    long interval = before.map(known -> Micros.of(scan.at()) - known.lane().scanned()).orElse(0L);
    Lane next =
        new Lane(
            node, scan, holes.confirmed(stream), holes.filled(stream), planned.of(stream), false);
    replace(before, new Entry(next, interval));
  }

  /** Forgets the streams that are no longer watched. */
  public void retain(Set<StreamId> watched) {
    List<StreamId> gone = new ArrayList<>(entries.keySet());
    gone.removeAll(watched);
    for (StreamId stream : gone) {
      entries.remove(stream);
      changed(List.of(new Change.Whole(stream, "is no longer watched")));
    }
  }

  /** Begins anew with what is known of holes. */
  void reload(HoleIndex known) {
    holes = known;
    new TreeSet<>(entries.keySet()).forEach(this::holesChanged);
  }

  /** Takes in what happened to holes. */
  public void hear(Collection<LogEntry> log) {
    List<Hole> changed = new ArrayList<>();
    for (LogEntry entry : log) {
      if (entry.event() instanceof HoleTransition(_, Hole hole, _)) {
        changed.add(hole);
      }
    }
    holes.put(changed).forEach(this::holesChanged);
  }

  /** Takes in which breaks were planned: what is missing there is not expected. */
  public void plan(Collection<Hole> breaks) {
    planned.replace(breaks).forEach(this::holesChanged);
  }

  private void holesChanged(StreamId stream) {
    Optional.ofNullable(entries.get(stream))
        .ifPresent(entry -> {
          Lane next =
              entry.lane().with(holes.confirmed(stream), holes.filled(stream), planned.of(stream));
          replace(Optional.of(entry), new Entry(next, entry.interval()));
        });
  }

  /** Notes which scans have grown too old. */
  public void look(long now) {
    for (Entry entry : List.copyOf(entries.values())) {
      long most = Math.max(entry.lane().stallAfter(), MISSABLE_SCANS * entry.interval());
      Lane next = entry.lane().with(now - entry.lane().scanned() > most);
      replace(Optional.of(entry), new Entry(next, entry.interval()));
    }
  }

  private void replace(Optional<Entry> before, Entry after) {
    StreamId stream = after.lane().stream();
    entries.put(stream, after);
    changed(
        before
            .map(known -> Changes.between(known.lane(), after.lane()))
            .orElseGet(() -> List.of(new Change.Whole(stream, "is new"))));
  }
}
