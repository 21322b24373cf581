package io.segwatch.exporter.map;

import io.segwatch.coverage.CoverageMap;
import io.segwatch.coverage.HourName;
import io.segwatch.coverage.HourRange;
import io.segwatch.coverage.IsoTime;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Timeline;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * What part of a stream is to be drawn, and how.
 *
 * @param from start of the first hour, in microseconds
 * @param to start of the last hour, in microseconds
 * @param pixel seconds in a pixel, a divisor of 3600
 * @param rows pixels in a column, from 1 to {@link #MOST_PIXELS}
 */
record MapQuery(OptionalLong from, OptionalLong to, int pixel, int rows) {
  static final MapQuery DEFAULT = new MapQuery(OptionalLong.empty(), OptionalLong.empty(), 2, 300);

  /** A picture takes a byte a pixel while it is drawn; the default one takes up to 3,600,000. */
  static final int MOST_PIXELS = 4_000_000;

  private static final int HOUR = 3_600;
  private static final List<String> NAMES = List.of("from", "to", "pixel", "rows");

  /** Reads the parameters of a request; those that are left out have their default. */
  static MapQuery of(MultiMap parameters) throws InvalidQueryException {
    for (String name : parameters.names()) {
      if (!NAMES.contains(name)) {
        throw new InvalidQueryException(
            "unknown parameter '" + name + "'; there are " + String.join(", ", NAMES));
      }
      if (parameters.getAll(name).size() > 1) {
        throw new InvalidQueryException(name + " is given more than once");
      }
    }
    int pixel = number(parameters, "pixel", HOUR, DEFAULT.pixel);
    if (HOUR % pixel != 0) {
      throw new InvalidQueryException(
          "pixel is to be a number of seconds that divides 3600, such as 1, 2, 10 or 60");
    }
    int rows = number(parameters, "rows", MOST_PIXELS, DEFAULT.rows);
    return new MapQuery(hour(parameters, "from"), hour(parameters, "to"), pixel, rows);
  }

  private static int number(MultiMap parameters, String name, int most, int fallback)
      throws InvalidQueryException {
    String text = parameters.get(name);
    if (text == null) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      // told below, like a number out of range
    }
    throw new InvalidQueryException(name + " is to be a number from 1 to " + most);
  }

  private static OptionalLong hour(MultiMap parameters, String name) throws InvalidQueryException {
    String text = parameters.get(name);
    if (text == null) {
      return OptionalLong.empty();
    }
    // In a query a plus that was not encoded means a blank, and no such time has a blank.
    OptionalLong time = IsoTime.parse(text.replace(' ', '+'));
    if (time.isEmpty()) {
      throw new InvalidQueryException(
          name + " is to be a time in ISO 8601, such as 2026-11-15T13 or 2026-11-15T14:30+01:00");
    }
    return OptionalLong.of(Micros.hourOf(time.getAsLong()));
  }

  /** Draws what is asked for of a timeline that is not empty. */
  CoverageMap draw(Timeline timeline) throws InvalidQueryException {
    HourRange hours = hoursOf(timeline);
    long cells = hours.count() * (HOUR / pixel);
    if (cells > mostCells()) {
      throw new InvalidQueryException(tooLarge(hours.count()));
    }
    return CoverageMap.of(timeline, hours, pixel);
  }

  private HourRange hoursOf(Timeline timeline) throws InvalidQueryException {
    HourRange all = CoverageMap.allHours(timeline).orElseThrow();
    HourRange untilLast = new HourRange(all.first(), to.orElse(all.last()));
    HourRange hours =
        new HourRange(from.orElse(CoverageMap.newest(untilLast).first()), untilLast.last());
    if (hours.count() == 0) {
      throw new InvalidQueryException(
          "there is no hour from %s to %s"
              .formatted(HourName.of(hours.first()), HourName.of(hours.last())));
    }
    return hours;
  }

  /** How many cells fit: as many as whole columns hold. */
  private int mostCells() {
    return MOST_PIXELS / rows * rows;
  }

  private String tooLarge(long hours) {
    String remedy = "at most %d hours would do".formatted(mostCells() / (HOUR / pixel));
    OptionalInt coarser =
        IntStream.rangeClosed(1, HOUR)
            .filter(it -> HOUR % it == 0 && hours * (HOUR / it) <= mostCells())
            .findFirst();
    if (coarser.isPresent()) {
      remedy += ", or pixel=" + coarser.getAsInt();
    }
    return "%d hours at pixel=%d are too large a picture: %s".formatted(hours, pixel, remedy);
  }
}
