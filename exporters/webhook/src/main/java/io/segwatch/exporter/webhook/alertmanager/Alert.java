package io.segwatch.exporter.webhook.alertmanager;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that is or was wrong, and how much of that an Alertmanager knows.
 *
 * @param key of what is wrong, one hole or one condition; the same for as long as it is
 * @param kind of it
 * @param about what it is wrong with, in a form of the kind's own
 * @param starts when it was told of first
 * @param ended when it was right again, or is no longer to be told of
 * @param fired since when the Alertmanager of {@code taker} has it as firing
 * @param taker which one that is: another one after each of its starts
 * @param resolved since when it has it as resolved
 */
public record Alert(
    String key,
    Kind kind,
    String about,
    Instant starts,
    Optional<Instant> ended,
    Optional<Instant> fired,
    String taker,
    Optional<Instant> resolved) {

  /** What can be wrong. */
  public enum Kind {
    HOLE,
    RECORDING,
    STORAGE
  }

  static Alert starting(String key, Kind kind, String about, Instant starts) {
    return new Alert(
        key, kind, about, starts, Optional.empty(), Optional.empty(), "", Optional.empty());
  }

  /**
   * Whether it is to be posted as firing; else as resolved.
   *
   * @param current the Alertmanager that is there now
   * @param hold how long one has it as firing at least
   */
  public boolean fires(String current, Duration hold, Instant now) {
    return ended.isEmpty()
        || !taker.equals(current)
        || fired.map(since -> now.isBefore(since.plus(hold))).orElse(true);
  }

  /** Whether nothing of it is left to be told: it was posted as resolved for long enough. */
  public boolean isOver(String current, Duration hold, Instant now) {
    return taker.equals(current)
        && resolved.map(since -> !now.isBefore(since.plus(hold))).orElse(false);
  }

  /** Whether the Alertmanager that is there now knows how it stands. */
  public boolean isKnown(String current) {
    return taker.equals(current) && (ended.isEmpty() ? fired.isPresent() : resolved.isPresent());
  }

  /** Wrong again, or still, before its end was told: one alert goes on. */
  Alert goingOn() {
    return new Alert(key, kind, about, starts, Optional.empty(), fired, taker, Optional.empty());
  }

  Alert ended(Instant at) {
    // Alertmanager takes none that ends before it starts.
    Optional<Instant> end = Optional.of(at.isBefore(starts) ? starts : at);
    return new Alert(key, kind, about, starts, ended.or(() -> end), fired, taker, resolved);
  }

  /** Taken as firing, or as resolved. */
  public Alert taken(boolean firing, String by, Instant now) {
    Optional<Instant> since = taker.equals(by) ? fired : Optional.empty();
    return new Alert(
        key,
        kind,
        about,
        starts,
        ended,
        since.or(() -> Optional.of(now)),
        by,
        firing ? Optional.empty() : resolved.or(() -> Optional.of(now)));
  }
}
