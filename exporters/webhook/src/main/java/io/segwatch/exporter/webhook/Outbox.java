package io.segwatch.exporter.webhook;

import io.segwatch.exporter.webhook.message.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which of an endpoint's messages is to be sent next. Of each subject only the oldest message is
 * ever on its way or waiting for its next attempt; different subjects overtake each other. It knows
 * what the file holds, without the bodies. For one thread.
 */
final class Outbox {
  private final SortedMap<Long, Queued> queue = new TreeMap<>();
  private final Set<Long> underWay = new HashSet<>();

  int size() {
    return queue.size();
  }

  int underWay() {
    return underWay.size();
  }

  boolean isUnderWay(long sequence) {
    return underWay.contains(sequence);
  }

  /** When what the oldest message tells was recorded. */
  Optional<Instant> oldest() {
    return queue.values().stream().map(Queued::recorded).min(Comparator.naturalOrder());
  }

  /** Adds a message, or puts one in the place of another. */
  void put(Queued message) {
    queue.put(message.sequence(), message);
  }

  /** Holds these and no others; what is under way stays so. */
  void reset(Collection<Queued> messages) {
    queue.clear();
    messages.forEach(this::put);
  }

  /**
   * The message that is to be sent next, if one is due.
   *
   * @param probing whether it is one for all: then the one that was tried least, so that one that
   *     the receiver chokes on holds up no other
   */
  Optional<Queued> next(Instant now, boolean probing) {
    Comparator<Queued> order = Comparator.comparingLong(Queued::sequence);
    return candidates().stream()
        .filter(message -> message.pause().isOver(now))
        .min(probing ? Comparator.comparingInt(Queued::attempts).thenComparing(order) : order);
  }

  /** Notes that an attempt has begun. */
  void begin(Queued begun) {
    put(begun);
    underWay.add(begun.sequence());
  }

  /** Takes a message back that could not be delivered. */
  void putBack(Queued failed) {
    underWay.remove(failed.sequence());
    queue.computeIfPresent(failed.sequence(), (_, _) -> failed);
  }

  /** Forgets a message: it was delivered or given up. */
  void remove(Queued done) {
    underWay.remove(done.sequence());
    queue.remove(done.sequence());
  }

  /** How long until a message is due; empty where none waits. */
  Optional<Duration> untilDue(Instant now) {
    return candidates().stream()
        .map(message -> message.pause().left(now))
        .min(Comparator.naturalOrder());
  }

  /** The last message about something, if it was never tried and may still become another one. */
  Optional<Queued> unfrozen(String subject) {
    return queue.values().stream()
        .filter(message -> message.subjects().contains(subject))
        .reduce((_, later) -> later)
        .filter(message -> !message.isFrozen() && message.type() != EventType.DIGEST);
  }

  private List<Queued> candidates() {
    Set<String> taken = new HashSet<>();
    List<Queued> candidates = new ArrayList<>();
    for (Queued message : queue.values()) {
      boolean first = message.subjects().stream().noneMatch(taken::contains);
      taken.addAll(message.subjects());
      if (first && !underWay.contains(message.sequence())) {
        candidates.add(message);
      }
    }
    return candidates;
  }
}
