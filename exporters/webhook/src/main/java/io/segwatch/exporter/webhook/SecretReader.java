package io.segwatch.exporter.webhook;

import io.segwatch.exporter.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the secrets of an endpoint from where its settings say they are. No problem quotes one. */
final class SecretReader {
  /** No secret is longer; what is longer is the wrong file. */
  private static final int FILE_LIMIT = 1024;

  private final Function<String, Optional<String>> environment;

  SecretReader(Function<String, Optional<String>> environment) {
    this.environment = environment;
  }

  /**
   * The secrets; what is wrong is reported to the settings.
   *
   * @param needed whether going without one is to be said
   */
  SigningSecrets read(Settings settings, boolean needed) {
    boolean unsigned = settings.flag("unsigned", false);
    List<String> given = given(settings, "secret");
    List<String> givenPrevious = given(settings, "previous-secret");
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
        secret(settings, "secret", given),
        secret(settings, "previous-secret", givenPrevious),
        rotateUntil);
  }

  private static List<String> given(Settings settings, String key) {
    // Each is asked for, so that all are known keys.
    return Stream.of(key, key + "-file", key + "-env").filter(settings::has).toList();
  }

  private Optional<WebhookSecret> secret(Settings settings, String key, List<String> given) {
    if (given.isEmpty()) {
      return Optional.empty();
    }
    if (given.size() > 1) {
      settings.problem(given.getLast(), "give only one of " + String.join(", ", given));
      return Optional.empty();
    }
    String source = given.getFirst();
    return settings
        .text(source)
        .flatMap(value -> text(settings, key, source, value))
        .flatMap(text -> {
          Optional<WebhookSecret> secret = WebhookSecret.parse(text.strip());
          if (secret.isEmpty()) {
            settings.problem(
                source,
                "the secret is to be "
                    + WebhookSecret.shape()
                    + ", as made by: echo whsec_$(openssl rand -base64 32)");
          }
          return secret;
        });
  }

  private Optional<String> text(Settings settings, String key, String source, String value) {
    if (source.equals(key)) {
      return Optional.of(value);
    }
    if (source.endsWith("-file")) {
      return fromFile(settings, source, value);
    }
    Optional<String> text = environment.apply(value);
    if (text.isEmpty()) {
      settings.problem(source, "there is no environment variable of that name");
    }
    return text;
  }

  private static Optional<String> fromFile(Settings settings, String source, String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return Optional.of(new String(in.readNBytes(FILE_LIMIT), StandardCharsets.UTF_8));
    } catch (IOException | InvalidPathException unreadable) {
      settings.problem(source, "the file cannot be read: " + unreadable);
      return Optional.empty();
    }
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
