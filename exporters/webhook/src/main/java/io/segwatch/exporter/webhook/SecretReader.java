package io.segwatch.exporter.webhook;

import io.segwatch.exporter.Settings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Reads the secrets of an endpoint from where its settings say they are. No problem quotes one. */
final class SecretReader {
  private final SourcedTexts texts;

  SecretReader(SourcedTexts texts) {
    this.texts = texts;
  }

  /**
   * The secrets; what is wrong is reported to the settings.
   *
   * @param needed whether going without one is to be said
   */
  SigningSecrets read(Settings settings, boolean needed) {
    boolean unsigned = settings.flag("unsigned", false);
    List<String> given = SourcedTexts.given(settings, "secret");
    List<String> givenPrevious = SourcedTexts.given(settings, "previous-secret");
    if (unsigned && !(given.isEmpty() && givenPrevious.isEmpty())) {
      settings.problem("unsigned", "is not to be true where there is a secret");
    }
    if (needed && !unsigned && given.isEmpty()) {
      settings.problem(
          "secret",
          "is missing: give one of secret, secret-file and secret-env, or say unsigned: true");
    }
    Optional<Instant> rotateUntil = rotateUntil(settings);
    if (rotateUntil.isPresent() && givenPrevious.isEmpty()) {
      settings.problem("rotate-until", "says when a previous secret ends, and there is none");
    }
    return new SigningSecrets(
        secret(settings, "secret"), secret(settings, "previous-secret"), rotateUntil);
  }

  private Optional<WebhookSecret> secret(Settings settings, String key) {
    return texts
        .read(settings, key)
        .flatMap(sourced -> {
          Optional<WebhookSecret> secret = WebhookSecret.parse(sourced.text().strip());
          if (secret.isEmpty()) {
            settings.problem(
                sourced.source(),
                "the secret is to be "
                    + WebhookSecret.shape()
                    + ", as made by: echo whsec_$(openssl rand -base64 32)");
          }
          return secret;
        });
  }

  private static Optional<Instant> rotateUntil(Settings settings) {
    String key = "rotate-until";
    return settings
        .text(key)
        .flatMap(text -> {
          try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
          } catch (DateTimeException wrong) {
            settings.problem(key, "is to be a time such as 2026-11-24T18:00:00Z");
            return Optional.empty();
          }
        });
  }
}
