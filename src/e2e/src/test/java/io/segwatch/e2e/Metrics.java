package io.segwatch.e2e;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Samples as Prometheus reads them.
 *
 * @param samples value by name and labels
 */
record Metrics(Map<Sample, Double> samples) {
  private static final Pattern LINE =
      Pattern.compile("(?<name>[a-zA-Z_:][\\w:]*)(\\{(?<labels>.*)\\})? (?<value>\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("(?<name>\\w+)=\"(?<value>(?:[^\"\\\\]++|\\\\.)*)\",?");

  /** Which sample. */
  record Sample(String name, SortedMap<String, String> labels) {}

  /** Reads the text format; a line that is none, or a sample that is there twice, is an error. */
  static Metrics parse(String text) {
    Map<Sample, Double> samples = new LinkedHashMap<>();
    text.lines()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .forEach(line -> {
          Matcher parts = LINE.matcher(line);
          if (!parts.matches()) {
            throw new AssertionError("no sample: " + line);
          }
          Sample sample = new Sample(parts.group("name"), labels(parts.group("labels")));
          if (samples.put(sample, number(parts.group("value"))) != null) {
            throw new AssertionError("twice: " + sample);
          }
        });
    return new Metrics(samples);
  }

  private static SortedMap<String, String> labels(String text) {
    SortedMap<String, String> labels = new TreeMap<>();
    if (text != null) {
      Matcher label = LABEL.matcher(text);
      while (label.find()) {
        labels.put(label.group("name"), unescape(label.group("value")));
      }
    }
    return labels;
  }

  private static String unescape(String text) {
    return Pattern.compile("\\\\(.)")
        .matcher(text)
        .replaceAll(escape -> {
          String sign = escape.group(1).equals("n") ? "\n" : escape.group(1);
          return Matcher.quoteReplacement(sign);
        });
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** The value of one sample, with labels as name, value, name, value. */
  Optional<Double> find(String name, String... labels) {
    SortedMap<String, String> wanted = new TreeMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      wanted.put(labels[i], labels[i + 1]);
    }
    return Optional.ofNullable(samples.get(new Sample(name, wanted)));
  }

  /** The value of one sample, which is to be there. */
  double value(String name, String... labels) {
    return find(name, labels)
        .orElseThrow(() -> new AssertionError("not there: " + name + ": " + family(name)));
  }

  /** All samples of a name. */
  Map<Sample, Double> family(String name) {
    return samples.entrySet().stream()
        .filter(each -> each.getKey().name().equals(name))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, LinkedHashMap::new));
  }
}
