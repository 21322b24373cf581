package io.segwatch.exporter.webhook.message;

import java.util.Optional;

/** What {@link io.segwatch.coverage.life.LogEvent.StorageChange#place()} names. */
public record StoragePlace(Optional<String> channel, Optional<String> quality) {
  public static StoragePlace of(String place) {
    if (place.equals(".")) {
      return new StoragePlace(Optional.empty(), Optional.empty());
    }
    int slash = place.indexOf('/');
    return slash < 0
        ? new StoragePlace(Optional.of(place), Optional.empty())
        : new StoragePlace(
            Optional.of(place.substring(0, slash)), Optional.of(place.substring(slash + 1)));
  }
}
