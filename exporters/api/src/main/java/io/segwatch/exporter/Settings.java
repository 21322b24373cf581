package io.segwatch.exporter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of the configuration, read strictly: a value of the wrong kind, or a key that nobody asked
 * for, becomes a problem with its full name. Problems are collected, so that all are told at once.
 *
 * <pre>{@code
 * Duration timeout = settings.duration("timeout", Duration.ofSeconds(15));
 * for (Settings endpoint : settings.sections("endpoints")) {
 *   String url = endpoint.text("url", "");
 * }
 * }</pre>
 */
public final class Settings {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(us|ms|s|m|h|d)?");

  private final String path;
  private final Map<String, ?> values;
  private final List<String> problems;
  private final TreeSet<String> asked = new TreeSet<>();
  private final List<Settings> children = new ArrayList<>();

  /** Settings at the root of a configuration. */
  public Settings(Map<String, ?> values) {
    this("", values, new ArrayList<>());
  }

  private Settings(String path, Map<String, ?> values, List<String> problems) {
    this.path = path;
    this.values = values;
    this.problems = problems;
  }

  /** The full name of a key. */
  public String nameOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Reports that a key's value is wrong, and what would be right. */
  public void problem(String key, String message) {
    String problem = nameOf(key) + ": " + message;
    if (!problems.contains(problem)) { // the key may have been read twice
      problems.add(problem);
    }
  }

  /** Everything reported so far, and every key that was not asked for. */
  public List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    addUnknown(all);
    return all;
  }

  private void addUnknown(List<String> all) {
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        String nearest =
            Spelling.nearest(key, asked).map(known -> "; did you mean " + known + "?").orElse("");
        all.add(nameOf(key) + ": unknown key" + nearest);
      }
    }
    children.forEach(child -> child.addUnknown(all));
  }

  /** Whether other settings hold the same values. */
  public boolean isSameAs(Settings other) {
    return values.equals(other.values);
  }

  public boolean has(String key) {
    return value(key).isPresent();
  }

  public Optional<String> text(String key) {
    return value(key)
        .flatMap(value -> {
          if (value instanceof Map || value instanceof List) {
            problem(key, "is to be one value");
            return Optional.empty();
          }
          return Optional.of(value.toString());
        });
  }

  public String text(String key, String fallback) {
    return text(key).orElse(fallback);
  }

  /** A list of texts; one value with commas counts as a list. */
  public List<String> texts(String key) {
    Optional<Object> value = value(key);
    if (value.isPresent() && value.get() instanceof List<?> list) {
      if (list.stream().anyMatch(each -> each instanceof Map || each instanceof List)) {
        problem(key, "is to be a list of single values");
        return List.of();
      }
      return list.stream().map(each -> Objects.toString(each, "").strip()).toList();
    }
    return text(key).stream()
        .flatMap(text -> Pattern.compile(",").splitAsStream(text))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  public boolean flag(String key, boolean fallback) {
    return text(key)
        .map(text -> {
          if (!text.equals("true") && !text.equals("false")) {
            problem(key, quoted(text) + " is to be true or false");
          }
          return text.equals("true");
        })
        .orElse(fallback);
  }

  public int integer(String key, int least, int most, int fallback) {
    return text(key)
        .map(text -> {
          try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
              return number;
            }
          } catch (NumberFormatException notOne) {
            // reported below, like a number out of range
          }
          problem(key, quoted(text) + " is to be a number from " + least + " to " + most);
          return fallback;
        })
        .orElse(fallback);
  }

  /** A number with a unit, {@code 10ms}, {@code 300s}, {@code 2h}; without one, seconds. */
  public Duration duration(String key, Duration fallback) {
    return text(key)
        .map(text -> {
          Matcher parts = DURATION.matcher(text);
          if (parts.matches()) {
            return times(Long.parseLong(parts.group(1)), parts.group(2));
          }
          problem(key, quoted(text) + " is to be a duration such as 10ms, 300s, 5m or 24h");
          return fallback;
        })
        .orElse(fallback);
  }

  private static Duration times(long amount, String unit) {
    return switch (unit == null ? "s" : unit) {
      case "us" -> Duration.ofNanos(amount * 1_000);
      case "ms" -> Duration.ofMillis(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> Duration.ofSeconds(amount);
    };
  }

  /** One of the constants of an enum, in lower case. */
  public <E extends Enum<E>> E choice(String key, E fallback) {
    return text(key)
        .map(text -> {
          List<String> words = new ArrayList<>();
          for (E constant : fallback.getDeclaringClass().getEnumConstants()) {
            String word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (word.equals(text)) {
              return constant;
            }
            words.add(word);
          }
          problem(key, quoted(text) + " is to be one of " + String.join(", ", words));
          return fallback;
        })
        .orElse(fallback);
  }

  /** The settings below a key; empty ones where there are none. */
  @SuppressWarnings("unchecked") // the reader makes only maps with text keys
  public Settings section(String key) {
    Object value = value(key).orElse(Map.of());
    if (!(value instanceof Map)) {
      problem(key, "is to be a section with keys of its own");
      value = Map.of();
    }
    return child(nameOf(key), (Map<String, ?>) value);
  }

  /** The texts below a key whose own keys are free, such as the names of headers. */
  public Map<String, String> textsByName(String key) {
    Settings section = section(key);
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : section.values.keySet()) {
      section.text(name).ifPresent(text -> texts.put(name, text));
    }
    return texts;
  }

  /** A list of sections. */
  @SuppressWarnings("unchecked")
  public List<Settings> sections(String key) {
    Object value = value(key).orElse(List.of());
    List<Settings> sections = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i) instanceof Map<?, ?> map) {
          sections.add(child(nameOf(key) + "[" + i + "]", (Map<String, ?>) map));
        } else {
          problem(key + "[" + i + "]", "is to be a section with keys of its own");
        }
      }
    } else {
      problem(key, "is to be a list");
    }
    return sections;
  }

  private Settings child(String childPath, Map<String, ?> childValues) {
    Settings child = new Settings(childPath, childValues, problems);
    children.add(child);
    return child;
  }

  private Optional<Object> value(String key) {
    asked.add(key);
    // A key that nothing follows comes as an empty section: it says nothing.
    return Optional.ofNullable(values.get(key)).filter(value -> !value.equals(Map.of()));
  }

  private static String quoted(String text) {
    return "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
  }
}
