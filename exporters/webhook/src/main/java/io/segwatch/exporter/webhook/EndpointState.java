package io.segwatch.exporter.webhook;

import io.segwatch.coverage.life.LogPosition;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of an endpoint, besides its messages.
 *
 * @param epoch the {@code endpoint_epoch}: which counting its numbers are of
 * @param sequence the last number that was given to a message
 * @param cursor what of the log it was told, or does not want to hear
 * @param grouped when messages were last made for it
 * @param goneUnder the settings with which it answered 410, as a fingerprint
 * @param secrets those that sign for it, as a fingerprint
 * @param secretsSince when they came into use
 * @param removed when it was taken out of the configuration
 */
record EndpointState(
    String name,
    String epoch,
    long sequence,
    Cursor cursor,
    Optional<Instant> grouped,
    Breaker breaker,
    Optional<String> goneUnder,
    String secrets,
    Instant secretsSince,
    Optional<Instant> removed) {

  /**
   * A place in the log.
   *
   * @param at when the entry there was recorded: where another one has its number, as after the
   *     return of an old copy, that shows
   */
  record Cursor(LogPosition position, Optional<Instant> at) {
    static final Cursor START = new Cursor(LogPosition.START, Optional.empty());
  }

  /** With what it is configured with now. */
  EndpointState with(EndpointSettings settings, Instant now) {
    String nowSecrets = settings.secrets().fingerprint(epoch);
    boolean sameSecrets = nowSecrets.equals(secrets);
    return new EndpointState(
        name,
        epoch,
        sequence,
        cursor,
        grouped,
        breaker,
        goneUnder.filter(settings.fingerprint(epoch)::equals),
        nowSecrets,
        sameSecrets ? secretsSince : now,
        removed);
  }

  /** Told the log up to there, by messages up to a number. */
  EndpointState told(Cursor upTo, long lastSequence, Optional<Instant> when) {
    return new EndpointState(
        name,
        epoch,
        lastSequence,
        upTo,
        when.or(() -> grouped),
        breaker,
        goneUnder,
        secrets,
        secretsSince,
        removed);
  }

  EndpointState with(Breaker next) {
    return new EndpointState(
        name, epoch, sequence, cursor, grouped, next, goneUnder, secrets, secretsSince, removed);
  }

  /** Wanting no more messages under these settings. */
  EndpointState gone(String settings) {
    return new EndpointState(
        name,
        epoch,
        sequence,
        cursor,
        grouped,
        breaker,
        Optional.of(settings),
        secrets,
        secretsSince,
        removed);
  }

  /** Back in the configuration, from a place in the log on. */
  EndpointState back(Cursor from) {
    return new EndpointState(
        name,
        epoch,
        sequence,
        from,
        grouped,
        Breaker.CLOSED,
        Optional.empty(),
        secrets,
        secretsSince,
        Optional.empty());
  }

  boolean isGone() {
    return goneUnder.isPresent();
  }
}
