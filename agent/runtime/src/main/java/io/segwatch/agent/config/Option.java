package io.segwatch.agent.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All that is said about one option.
 *
 * @param key its full name in the configuration file, with points between the levels
 * @param kind how it is given on the command line
 * @param group under which heading it is explained
 * @param label what stands for its value in the help
 * @param fallback its value where nobody gives one, if that is a fixed one
 * @param otherwise what applies where nobody gives a value: the fallback, or a description
 * @param help what it means, in one line
 */
public record Option(
    String key,
    Kind kind,
    Group group,
    String label,
    Optional<String> fallback,
    String otherwise,
    String help) {

  /** How an option is given on the command line. */
  public enum Kind {
    /** {@code --name value} or {@code --name=value}. */
    VALUE,
    /** {@code --name}. */
    SWITCH,
    /** The words that belong to no option. */
    WORDS
  }

  /** Headings. */
  public enum Group {
    RECORDING("What is recorded"),
    HOLES("What is a hole"),
    AGENT("The agent"),
    EXPORTERS("Exporters");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }

    public String heading() {
      return heading;
    }
  }

  static Option withDefault(Group group, String key, String label, String fallback, String help) {
    return new Option(key, Kind.VALUE, group, label, Optional.of(fallback), fallback, help);
  }

  static Option withoutDefault(
      Group group, String key, String label, String otherwise, String help) {
    return new Option(key, Kind.VALUE, group, label, Optional.empty(), otherwise, help);
  }

  /** The option as it is written on the command line. */
  public String flag() {
    return kind == Kind.WORDS ? label : "--" + name();
  }

  /** The environment variable. */
  public String variable() {
    return "SEGWATCH_" + name().toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** The levels of the key. */
  List<String> path() {
    return List.of(key.split("\\."));
  }

  private String name() {
    return path().getLast();
  }
}
