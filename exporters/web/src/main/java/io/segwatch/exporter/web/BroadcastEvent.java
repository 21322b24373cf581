package io.segwatch.exporter.web;

import io.segwatch.coverage.IsoTime;
import io.segwatch.exporter.Settings;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is being recorded, as it is called, and when it begins and ends, in microseconds: times are
 * also shown as so long after its begin.
 */
public record BroadcastEvent(Optional<String> name, OptionalLong start, OptionalLong end) {

  /** Reads {@code name}, {@code start} and {@code end}; all of them may be left out. */
  static BroadcastEvent of(Settings settings) {
    OptionalLong start = time(settings, "start");
    OptionalLong end = time(settings, "end");
    if (start.isPresent() && end.isPresent() && start.getAsLong() >= end.getAsLong()) {
      settings.problem("end", "is to be later than start");
    }
    return new BroadcastEvent(settings.text("name"), start, end);
  }

  private static OptionalLong time(Settings settings, String key) {
    Optional<String> text = settings.text(key);
    OptionalLong time = text.map(IsoTime::parse).orElse(OptionalLong.empty());
    if (text.isPresent() && time.isEmpty()) {
      settings.problem(
          key, "is to be a time in ISO 8601, such as 2026-11-14T18:00 or 2026-11-14T10:00-08:00");
    }
    return time;
  }
}
