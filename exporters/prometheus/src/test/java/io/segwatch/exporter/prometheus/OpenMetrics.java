package io.segwatch.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads OpenMetrics 1.0.0 and fails at anything that a strict reader would not take. */
final class OpenMetrics {
  private static final Pattern COMMENT =
      Pattern.compile("# (TYPE|UNIT|HELP) ([a-zA-Z_:][\\w:]*) (.*)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][\\w:]*)"
              + "(\\{(?:[a-zA-Z_]\\w*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\",?)*})?"
              + " (NaN|[+-]Inf|-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)");
  private static final Map<String, List<String>> SUFFIXES =
      Map.of(
          "gauge", List.of(""),
          "counter", List.of("_total", "_created"),
          "info", List.of("_info"),
          "histogram", List.of("_bucket", "_count", "_sum", "_created"),
          "summary", List.of("", "_count", "_sum", "_created"),
          "unknown", List.of(""));

  private final Set<String> families = new HashSet<>();
  private final Set<String> series = new HashSet<>();
  private final Set<String> described = new HashSet<>();
  private String family = "";
  private String type = "unknown";
  private boolean sampled;

  private OpenMetrics() {}

  /** Reads a whole answer; returns the names of its families. */
  static Set<String> read(String text) {
    assertThat(text).endsWith("\n# EOF\n");
    OpenMetrics reader = new OpenMetrics();
    String body = text.substring(0, text.length() - "# EOF\n".length());
    for (String line : body.split("\n", -1)) {
      if (!line.isEmpty()) {
        reader.line(line);
      }
    }
    return reader.families;
  }

  private void line(String line) {
    Matcher comment = COMMENT.matcher(line);
    if (comment.matches()) {
      describe(comment.group(1), comment.group(2), comment.group(3));
      return;
    }
    Matcher sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as(line).isTrue();
    assertThat(SUFFIXES.get(type)).as(line).contains(sample.group(1).substring(family.length()));
    assertThat(sample.group(1)).startsWith(family);
    assertThat(series.add(sample.group(1) + sample.group(2))).as("once: " + line).isTrue();
    sampled = true;
  }

  private void describe(String what, String name, String text) {
    if (!name.equals(family)) {
      assertThat(families.add(name)).as("%s is in one piece", name).isTrue();
      family = name;
      type = "unknown";
      described.clear();
      sampled = false;
    }
    assertThat(sampled).as("%s is described before its samples", name).isFalse();
    assertThat(described.add(what)).as("one %s of %s", what, name).isTrue();
    if (what.equals("TYPE")) {
      assertThat(SUFFIXES).containsKey(text);
      type = text;
    }
  }
}
