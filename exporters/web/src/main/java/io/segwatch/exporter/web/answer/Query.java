package io.segwatch.exporter.web.answer;

import io.segwatch.coverage.IsoTime;
import io.segwatch.coverage.StreamId;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of a request, read strictly: what is not known, given twice, or not as it has to
 * be, is an error.
 */
public final class Query {
  /** The largest integer that a browser holds exactly, as microseconds: in the year 2255. */
  public static final long MOST = (1L << 53) - 1;

  /** These may be given any number of times, and choose lanes. */
  public static final List<String> LANES = List.of("stream", "channel", "quality", "node");

  private static final Pattern MICROS = Pattern.compile("-?\\d{1,16}");
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,15})(us|ms|s|m|h|d)?");

  private final MultiMap parameters;

  private Query(MultiMap parameters) {
    this.parameters = parameters;
  }

  /** Reads a query in which only parameters of these names, and those of lanes, make sense. */
  public static Query of(MultiMap parameters, List<String> names) throws InvalidQueryException {
    for (String name : parameters.names()) {
      if (!names.contains(name)) {
        throw new InvalidQueryException(
            names.isEmpty()
                ? "no parameter is taken here"
                : "unknown parameter '%s'; there are %s"
                    .formatted(brief(name), String.join(", ", names)));
      }
      if (!LANES.contains(name) && parameters.getAll(name).size() > 1) {
        throw new InvalidQueryException(name + " is given more than once");
      }
    }
    return new Query(parameters);
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** A time in microseconds, or in ISO 8601. */
  public OptionalLong time(String name) throws InvalidQueryException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    // In a query a plus that was not encoded means a blank, and no such time has a blank.
    OptionalLong time =
        MICROS.matcher(text.get()).matches()
            ? OptionalLong.of(Long.parseLong(text.get()))
            : IsoTime.parse(text.get().replace(' ', '+'));
    if (time.isEmpty() || Math.abs(time.getAsLong()) > MOST) {
      throw new InvalidQueryException(
          name
              + " is to be a time in microseconds since 1970, from -%1$d to %1$d, or in ISO 8601,"
                  .formatted(MOST)
              + " such as 2026-11-15T13 or 2026-11-15T14:30+01:00");
    }
    return time;
  }

  /** A length in microseconds, with or without a unit. */
  public long length(String name, long fallback) throws InvalidQueryException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    Matcher parts = LENGTH.matcher(text.get());
    if (!parts.matches()) {
      throw new InvalidQueryException(
          name + " is to be a length in microseconds, or with a unit, such as 500ms, 2s or 5m");
    }
    String unit = parts.group(2) == null ? "us" : parts.group(2);
    double length = Double.parseDouble(parts.group(1)) * microsOf(unit);
    return (long) Math.min(length, MOST);
  }

  private static long microsOf(String unit) {
    return switch (unit) {
      case "ms" -> 1_000L;
      case "s" -> 1_000_000L;
      case "m" -> 60_000_000L;
      case "h" -> 3_600_000_000L;
      case "d" -> 86_400_000_000L;
      default -> 1;
    };
  }

  public int number(String name, int least, int most, int fallback) throws InvalidQueryException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      // told below, like a number out of range
    }
    throw new InvalidQueryException(name + " is to be a number from " + least + " to " + most);
  }

  public String choice(String name, List<String> choices) throws InvalidQueryException {
    String text = text(name).orElse(choices.getFirst());
    if (!choices.contains(text)) {
      throw new InvalidQueryException(name + " is to be one of " + String.join(", ", choices));
    }
    return text;
  }

  /** Which lanes are asked for. */
  public LaneFilter lanes() throws InvalidQueryException {
    for (String stream : parameters.getAll("stream")) {
      if (stream.indexOf('/') < 1 || stream.indexOf('/') != stream.lastIndexOf('/')) {
        throw new InvalidQueryException("stream is to be CHANNEL/QUALITY");
      }
    }
    return new LaneFilter(
        Set.copyOf(parameters.getAll("stream")),
        Set.copyOf(parameters.getAll("channel")),
        Set.copyOf(parameters.getAll("quality")),
        Set.copyOf(parameters.getAll("node")));
  }

  private static String brief(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  /**
   * Which lanes are asked for: by each, those that it names, or all where it names none.
   *
   * @param streams as {@code CHANNEL/QUALITY}
   */
  public record LaneFilter(
      Set<String> streams, Set<String> channels, Set<String> qualities, Set<String> nodes) {

    public boolean takes(StreamId stream, String node) {
      return takes(streams, stream.toString())
          && takes(channels, stream.channel())
          && takes(qualities, stream.quality())
          && takesNode(node);
    }

    public boolean takesNode(String node) {
      return takes(nodes, node);
    }

    private static boolean takes(Set<String> named, String name) {
      return named.isEmpty() || named.contains(name);
    }
  }
}
