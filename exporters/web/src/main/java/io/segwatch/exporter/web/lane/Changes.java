package io.segwatch.exporter.web.lane;

import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Span;
import io.segwatch.coverage.Spans;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Finds out what changed from one look at a lane to the next. */
final class Changes {
  /** More hours at once are a lane that is best asked for anew. */
  private static final int MOST_HOURS = 64;

  private final NavigableSet<Long> hours = new TreeSet<>();

  private Changes() {}

  /** The changes, none where everything stands as before. */
  static List<Change> between(Lane before, Lane after) {
    Changes changes = new Changes();
    if (!before.timeline().equals(after.timeline())) { // the same object where nothing changed
      changes.compareHours(before.timeline().hours(), after.timeline().hours());
      changes.compare(before.timeline().partialOnly(), after.timeline().partialOnly());
    }
    changes.compare(before.holes(), after.holes());
    changes.compare(before.expected(), after.expected());
    changes.compare(before.unknown(), after.unknown());
    changes.compare(before.confirmed(), after.confirmed());
    changes.compare(before.filled(), after.filled());
    boolean edge =
        before.isComplete() != after.isComplete()
            || before.isStalled() != after.isStalled()
            || !before.unknownFrom().equals(after.unknownFrom());
    if (changes.hours.size() > MOST_HOURS) {
      return List.of(new Change.Whole(after.stream(), "many hours changed"));
    }
    if (!changes.hours.isEmpty()) {
      return List.of(
          new Change.Hours(after.stream(), changes.hours), new Change.Edge(after.stream()));
    }
    return edge ? List.of(new Change.Edge(after.stream())) : List.of();
  }

  /** An hour that did not change is the same object, scan after scan. */
  private void compareHours(List<HourSummary> before, List<HourSummary> after) {
    int old = 0;
    for (HourSummary now : after) {
      while (old < before.size() && before.get(old).hour() < now.hour()) {
        hours.add(before.get(old++).hour());
      }
      boolean known = old < before.size() && before.get(old).hour() == now.hour();
      if (!known || !before.get(old).equals(now)) {
        hours.add(now.hour());
      }
      old += known ? 1 : 0;
    }
    before.subList(old, before.size()).forEach(gone -> hours.add(gone.hour()));
  }

  private void compare(Spans before, Spans after) {
    if (!before.equals(after)) {
      touch(before.minus(after));
      touch(after.minus(before));
    }
  }

  private void touch(Spans spans) {
    for (Span span : spans) {
      for (long hour = Micros.hourOf(span.from());
          hour < span.to() && hours.size() <= MOST_HOURS;
          hour += Micros.PER_HOUR) {
        hours.add(hour);
      }
    }
  }
}
