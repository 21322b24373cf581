package io.segwatch.exporter.prometheus;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus would make of an answer in text format 0.0.4.
 *
 * @param comments the lines that describe families
 * @param samples by name and labels, {@code name{one="1",two="2"}} in order of label names
 */
record Scrape(Set<String> comments, Map<String, Double> samples) {
  private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? ([^ ]+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

  static Scrape of(String text) {
    Scrape scrape = new Scrape(new LinkedHashSet<>(), new HashMap<>());
    text.lines().forEach(scrape::add);
    return scrape;
  }

  private void add(String line) {
    if (line.startsWith("#")) {
      comments.add(line);
      return;
    }
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      throw new AssertionError("not a sample: " + line);
    }
    TreeMap<String, String> labels = new TreeMap<>();
    if (sample.group(2) != null) {
      LABEL.matcher(sample.group(2)).results().forEach(l -> labels.put(l.group(1), l.group(2)));
    }
    String series = sample.group(1) + labels;
    if (samples.put(series, number(sample.group(3))) != null) {
      throw new AssertionError("twice: " + series);
    }
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /**
   * The value of a sample.
   *
   * @param labels {@code {channel=c, quality=q}}, in order of their names
   */
  double value(String name, String labels) {
    Double value = samples.get(name + labels);
    if (value == null) {
      throw new AssertionError("no " + name + labels + " in " + samples.keySet());
    }
    return value;
  }

  /** The value of a sample of {@link Recording#STREAM}. */
  double value(String name) {
    return value(name, "{channel=desertbus, quality=source}");
  }

  boolean hasFamily(String name) {
    return samples.keySet().stream().anyMatch(series -> series.startsWith(name + "{"));
  }
}
