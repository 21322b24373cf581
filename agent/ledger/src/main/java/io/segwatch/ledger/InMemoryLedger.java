package io.segwatch.ledger;

import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HolePage;
import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A ledger that lives as long as the process, under an epoch of its own. */
public final class InMemoryLedger implements Ledger {
  /** How much of the log is kept. */
  private static final int KEPT = 10_000;

  private final HoleIds ids;
  private final String epoch;
  private final Map<StreamId, StreamRecord> streams = new TreeMap<>();
  private final StoragePlaces places = new StoragePlaces();
  private final Deque<LogEntry> log = new ArrayDeque<>();
  private long sequence;

  /** An empty ledger of a node. */
  public InMemoryLedger(String node, String epoch) {
    this.ids = new HoleIds(node);
    this.epoch = epoch;
  }

  @Override
  public synchronized List<LogEntry> observe(
      String channel, List<Observation> looks, Duration settle, Instant at) {
    List<LogEvent> events = new ArrayList<>();
    List<Observation> first = new ArrayList<>();
    List<Hole> old = new ArrayList<>();
    for (Observation look : looks) {
      events.addAll(places.observe(look.stream(), look.fault()));
      StreamRecord stream = streams.computeIfAbsent(look.stream(), _ -> new StreamRecord());
      if (stream.hasBaseline()) {
        events.addAll(stream.observe(look, settle, at));
      } else if (StreamRecord.canBeBaseline(look)) {
        old.addAll(stream.baseline(look, ids, at));
        first.add(look);
      }
    }
    if (!first.isEmpty()) {
      events.add(baseline(channel, first, old));
    }
    return events.stream().map(event -> append(event, at)).toList();
  }

  private static Baseline baseline(String channel, List<Observation> looks, List<Hole> holes) {
    return new Baseline(
        channel,
        looks.stream().map(Observation::stream).toList(),
        holes.size(),
        holes.stream().mapToLong(Hole::duration).sum(),
        holes.stream()
            .sorted(Comparator.comparingLong(Hole::duration).reversed())
            .limit(Baseline.LONGEST)
            .toList(),
        looks.stream().filter(Observation::stalled).map(Observation::stream).toList());
  }

  private LogEntry append(LogEvent event, Instant at) {
    LogEntry entry = new LogEntry(new LogPosition(epoch, ++sequence), at, event);
    log.addLast(entry);
    if (log.size() > KEPT) {
      log.removeFirst();
    }
    return entry;
  }

  @Override
  public synchronized void forget(StreamId stream) {
    streams.remove(stream);
    places.forget(stream);
  }

  @Override
  public synchronized List<Hole> open() {
    return streams.values().stream().flatMap(stream -> stream.open().stream()).toList();
  }

  @Override
  public synchronized HolePage find(HoleQuery query) {
    List<Hole> holes =
        open().stream()
            .filter(hole -> query.matches(hole) && query.states().contains(hole.state()))
            .limit(query.limit())
            .toList();
    return new HolePage(holes, Optional.empty(), Map.of(), end());
  }

  @Override
  public synchronized LogPosition end() {
    return new LogPosition(epoch, sequence);
  }

  @Override
  public synchronized boolean knows(LogPosition position) {
    return position.equals(LogPosition.START)
        || (position.epoch().equals(epoch) && position.sequence() <= sequence);
  }

  @Override
  public synchronized List<LogEntry> after(LogPosition position, int limit) {
    long from = knows(position) ? position.sequence() : 0;
    return log.stream().filter(e -> e.position().sequence() > from).limit(limit).toList();
  }
}
