package io.segwatch.exporter.webhook;

import io.segwatch.exporter.webhook.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an endpoint is still to be sent, in memory. It has little room: what finds none stays in the
 * log. Of each subject only the oldest message is ever on its way or waiting for its next attempt;
 * different subjects overtake each other. For one thread.
 */
final class Outbox {
  /** How many messages it holds. */
  static final int ROOM = 64;

  private final SortedMap<Long, Queued> queue = new TreeMap<>();

  /**
   * A message in the queue.
   *
   * @param sequence its place
   * @param attempts how many were made
   * @param rung of the ladder on which it waits
   * @param pause until its next attempt
   */
  record Queued(
      long sequence,
      Message message,
      int attempts,
      int rung,
      Optional<Instant> firstAttempt,
      Pause pause,
      boolean underWay) {}

  int size() {
    return queue.size();
  }

  int room() {
    return ROOM - queue.size();
  }

  /** When what the oldest message tells was recorded. */
  Optional<Instant> oldest() {
    return queue.values().stream().findFirst().map(queued -> queued.message().recorded());
  }

  void add(long sequence, Message message) {
    queue.put(sequence, new Queued(sequence, message, 0, 0, Optional.empty(), Pause.NONE, false));
  }

  /** The oldest message that is due, which is under way from now on. */
  Optional<Queued> take(Instant now) {
    Optional<Queued> due =
        candidates().stream().filter(queued -> queued.pause().isOver(now)).findFirst();
    return due.map(queued -> {
      Queued taken =
          new Queued(
              queued.sequence(),
              queued.message(),
              queued.attempts() + 1,
              queued.rung(),
              Optional.of(queued.firstAttempt().orElse(now)),
              queued.pause(),
              true);
      queue.put(taken.sequence(), taken);
      return taken;
    });
  }

  /** Takes a message back that could not be delivered. */
  void putBack(Queued failed, int rung, Pause pause) {
    queue.put(
        failed.sequence(),
        new Queued(
            failed.sequence(),
            failed.message(),
            failed.attempts(),
            rung,
            failed.firstAttempt(),
            pause,
            false));
  }

  /** Forgets a message: it was delivered or given up. */
  void remove(Queued done) {
    queue.remove(done.sequence());
  }

  /** How long until a message is due; empty where none waits. */
  Optional<Duration> untilDue(Instant now) {
    return candidates().stream()
        .map(queued -> queued.pause().left(now))
        .min(Comparator.naturalOrder());
  }

  private List<Queued> candidates() {
    Set<String> subjects = new HashSet<>();
    return queue.values().stream()
        .filter(queued -> subjects.add(queued.message().subject()) && !queued.underWay())
        .toList();
  }
}
