package io.segwatch.exporter.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an endpoint's messages are signed with; without a current secret they are not.
 *
 * @param previous signs too while receivers change over to the current one
 * @param rotateUntil until when, if that is not {@link #ROTATION} after the start
 */
record SigningSecrets(
    Optional<WebhookSecret> current,
    Optional<WebhookSecret> previous,
    Optional<Instant> rotateUntil) {

  /** How long two secrets sign by default. */
  static final Duration ROTATION = Duration.ofHours(24);

  /** Tells these secrets from others, and nothing else about them. */
  String fingerprint(String salt) {
    return Stream.concat(current.stream(), previous.stream())
        .map(secret -> secret.fingerprint(salt))
        .collect(Collectors.joining("+"));
  }

  /**
   * Those that sign now, the current one first.
   *
   * @param since when these secrets came into use
   */
  List<WebhookSecret> active(Instant since, Instant now) {
    boolean rotating = now.isBefore(rotateUntil.orElse(since.plus(ROTATION)));
    return Stream.concat(current.stream(), previous.filter(_ -> rotating).stream()).toList();
  }
}
