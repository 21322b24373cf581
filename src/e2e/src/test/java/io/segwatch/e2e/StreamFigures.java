package io.segwatch.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that both the metrics and a report say of one stream, to be compared.
 *
 * @param values by family and labels, such as {@code raw_holes 2026-11-14T03}
 */
record StreamFigures(Map<String, Double> values) {
  private static final double MICROS_PER_SECOND = 1_000_000;
  private static final Set<String> FAMILIES =
      Set.of(
          "segwatch_holes",
          "segwatch_hole_seconds",
          "segment_count",
          "segment_duration",
          "overlap_count",
          "overlap_duration",
          "raw_coverage",
          "editable_coverage",
          "raw_holes",
          "editable_holes");

  /** What is served, of a stream that is the only one. */
  static StreamFigures of(Metrics metrics) {
    Map<String, Double> values = new TreeMap<>();
    metrics
        .samples()
        .forEach((sample, value) -> {
          if (FAMILIES.contains(sample.name())) {
            Map<String, String> labels = new TreeMap<>(sample.labels());
            labels.remove("channel");
            labels.remove("quality");
            values.put(sample.name() + " " + String.join(" ", labels.values()), value);
          }
        });
    return new StreamFigures(values);
  }

  /** What {@code segwatch check --format json} printed. */
  static StreamFigures of(JsonNode report) {
    Map<String, Double> values = new TreeMap<>();
    putHoles(values, "raw", report.path("holes_us"));
    putHoles(values, "editable", report.path("editable_holes_us"));
    report
        .path("hours")
        .properties()
        .forEach(hour -> putHour(values, " " + hour.getKey(), hour.getValue()));
    return new StreamFigures(values);
  }

  private static void putHoles(Map<String, Double> into, String kind, JsonNode holes) {
    long micros = 0;
    for (JsonNode hole : holes) {
      micros += hole.path(1).asLong() - hole.path(0).asLong();
    }
    into.put("segwatch_holes " + kind, (double) holes.size());
    into.put("segwatch_hole_seconds " + kind, micros / MICROS_PER_SECOND);
  }

  private static void putHour(Map<String, Double> into, String hour, JsonNode figures) {
    putTypes(into, "segment_count" + hour, figures.path("count"), 1);
    putTypes(into, "segment_duration" + hour, figures.path("duration"), MICROS_PER_SECOND);
    putTypes(into, "overlap_count" + hour, figures.path("overlap_count"), 1);
    putTypes(into, "overlap_duration" + hour, figures.path("overlap_duration"), MICROS_PER_SECOND);
    into.put("raw_coverage" + hour, figures.path("raw").asLong() / MICROS_PER_SECOND);
    into.put("editable_coverage" + hour, figures.path("editable").asLong() / MICROS_PER_SECOND);
    into.put("raw_holes" + hour, (double) figures.path("holes").size());
    into.put("editable_holes" + hour, (double) figures.path("editable_holes").size());
  }

  private static void putTypes(Map<String, Double> into, String of, JsonNode byType, double unit) {
    byType
        .properties()
        .forEach(each -> into.put(of + " " + each.getKey(), each.getValue().asLong() / unit));
  }
}
