package io.segwatch.exporter.webhook;

import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.RecordingChange;
import io.segwatch.coverage.life.LogEvent.StorageChange;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.webhook.message.EventType;
import io.segwatch.exporter.webhook.message.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an endpoint is told at a time (alerts §6): each thing by itself, or, of more than {@link
 * #MOST}, all of them in one digest. It takes as little memory for a million entries as for twenty.
 */
final class Group {
  /** The most transitions that are told one by one. */
  static final int MOST = 20;

  private final EventFilter filter;
  private final Pile holes = new Pile();
  private final Pile conditions = new Pile();
  private final Pile recovered = new Pile();
  private final List<Notice> single = new ArrayList<>();

  /**
   * Where it comes to more than {@link #MOST}, all that is told of it is how much and the longest.
   */
  private static final class Pile {
    private final List<LogEntry> entries = new ArrayList<>();
    private final Map<EventType, Integer> counts = new EnumMap<>(EventType.class);
    private final Map<String, HoleTransition> longest = new HashMap<>();
    private int size;
    private LogPosition first = LogPosition.START;
    private LogPosition last = LogPosition.START;
    private Instant at = Instant.EPOCH;

    void add(LogEntry entry) {
      first = size == 0 ? entry.position() : first;
      last = entry.position();
      at = entry.at();
      size++;
      counts.merge(EventType.of(entry.event()), 1, Integer::sum);
      if (size <= MOST) {
        entries.add(entry);
      } else {
        entries.clear();
      }
      if (entry.event() instanceof HoleTransition transition) {
        addLongest(transition);
      }
    }

    private void addLongest(HoleTransition transition) {
      longest.put(transition.hole().id(), transition);
      if (longest.size() > MOST) {
        Hole shortest =
            longest.values().stream()
                .map(HoleTransition::hole)
                .min(Comparator.comparingLong(Hole::duration))
                .orElseThrow();
        longest.remove(shortest.id());
      }
    }

    boolean isStorm() {
      return size > MOST;
    }

    Notice.Digest digest(boolean again) {
      List<HoleTransition> list =
          longest.values().stream()
              .sorted(
                  Comparator.<HoleTransition>comparingLong(each -> each.hole().duration())
                      .reversed()
                      .thenComparing(each -> each.hole().id()))
              .toList();
      return new Notice.Digest(first, last, at, Map.copyOf(counts), list, again);
    }
  }

  Group(EventFilter filter) {
    this.filter = filter;
  }

  /** Adds an entry, unless the endpoint does not want to hear of it. */
  void add(LogEntry entry) {
    if (filter.accepts(entry.event())) {
      LogEntry wanted = filter.narrowed(entry);
      switch (wanted.event()) {
        case HoleTransition _ -> holes.add(wanted);
        case RecordingChange _, StorageChange _ -> conditions.add(wanted);
        case Baseline _ -> single.add(new Notice.Event(wanted));
      }
    }
  }

  /**
   * Adds a hole that is open and whose opening is in a log that was lost (alerts §2).
   *
   * @param position what brought it up
   */
  void addRecovered(LogPosition position, Instant at, Hole hole) {
    HoleTransition opened = new HoleTransition(HoleTransition.Kind.OPENED, hole);
    if (filter.accepts(opened)) {
      recovered.add(new LogEntry(position, at, opened));
    }
  }

  boolean isEmpty() {
    return holes.size + conditions.size + recovered.size + single.size() == 0;
  }

  /** What is to be told, in its order; holes that came and went are still told of twice. */
  List<Notice> notices() {
    List<Notice> notices = new ArrayList<>(single);
    if (recovered.isStorm()) {
      notices.add(recovered.digest(true));
    } else {
      for (LogEntry entry : recovered.entries) {
        if (entry.event() instanceof HoleTransition(_, Hole hole, _)) {
          notices.add(new Notice.Recovered(entry.position(), entry.at(), hole));
        }
      }
    }
    addAll(notices, conditions);
    addAll(notices, holes);
    return notices;
  }

  private static void addAll(List<Notice> notices, Pile pile) {
    if (pile.isStorm()) {
      notices.add(pile.digest(false));
    } else {
      pile.entries.stream().map(Notice.Event::new).forEach(notices::add);
    }
  }

  /**
   * What is told in place of two notices of the same hole of which the first was never sent; empty
   * where both are to be told (alerts §6).
   *
   * @param first the type of the first
   */
  static Optional<Notice> merged(EventType first, LogEntry second) {
    if (!(second.event() instanceof HoleTransition(var kind, Hole hole, _))) {
      return Optional.empty();
    }
    return switch (first) {
      case HOLE_OPENED ->
          Optional.of(
              hole.state().isEnd()
                  ? new Notice.Passed(
                      second.position(), second.at(), new HoleTransition(kind, hole))
                  : new Notice.Event(
                      new LogEntry(
                          second.position(),
                          second.at(),
                          new HoleTransition(HoleTransition.Kind.OPENED, hole))));
      case HOLE_CHANGED -> Optional.of(new Notice.Event(second));
      default -> Optional.empty();
    };
  }
}
