package io.segwatch.exporter.web.live;

import io.segwatch.coverage.life.LogPosition;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a client is: {@code epoch.sequence.rev}.
 *
 * @param log the last entry of the log that it knows
 * @param revision all changes of lanes up to here are known to it
 */
record EventId(LogPosition log, long revision) {
  private static final Pattern SHAPE = Pattern.compile("([^.]{0,64})\\.(\\d{1,18})\\.(\\d{1,18})");

  /** Reads one; nothing where it is not one. */
  static Optional<EventId> parse(String text) {
    Matcher parts = SHAPE.matcher(text);
    return parts.matches()
        ? Optional.of(
            new EventId(
                new LogPosition(parts.group(1), Long.parseLong(parts.group(2))),
                Long.parseLong(parts.group(3))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return log.epoch() + "." + log.sequence() + "." + revision;
  }
}
