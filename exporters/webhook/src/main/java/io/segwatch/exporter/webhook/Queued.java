package io.segwatch.exporter.webhook;

import io.segwatch.exporter.webhook.message.EventType;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A message that is to be delivered, without its body: that stays on the disk until it is sent.
 *
 * @param sequence its {@code endpoint_sequence}
 * @param subjects what it is about: messages that share one are delivered in their order
 * @param recorded when what it tells was recorded
 * @param attempts how many were begun; after the first, its id and its body never change again
 * @param rung of the ladder on which it waits
 * @param pause until its next attempt
 */
record Queued(
    long sequence,
    String id,
    EventType type,
    Set<String> subjects,
    Instant recorded,
    int attempts,
    int rung,
    Optional<Instant> firstAttempt,
    Pause pause) {

  boolean isFrozen() {
    return attempts > 0;
  }

  /** With another attempt begun. */
  Queued begun(Instant now) {
    return new Queued(
        sequence,
        id,
        type,
        subjects,
        recorded,
        attempts + 1,
        rung,
        Optional.of(firstAttempt.orElse(now)),
        pause);
  }

  /** To be tried again. */
  Queued waiting(int nextRung, Pause next) {
    return new Queued(
        sequence, id, type, subjects, recorded, attempts, nextRung, firstAttempt, next);
  }
}
