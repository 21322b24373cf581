package io.segwatch.exporter.prometheus;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A gauge that is not kept but read, at the moment of a scrape, from each of some sources.
 *
 * @param <T> what a sample is read from
 * @param series the samples that each source has
 */
record Family<T>(MetricFamilyDescriptor descriptor, List<Series<T>> series) {
  /**
   * One sample of each source.
   *
   * @param labels what tells it from the source's other samples in the family
   * @param value what it says, if there is anything to say
   */
  record Series<T>(Labels labels, Function<T, OptionalDouble> value) {}

  /**
   * A family.
   *
   * @param sourceLabels the names of the labels that tell the sources apart
   */
  static <T> Family<T> of(
      String name, String help, List<String> sourceLabels, List<Series<T>> series) {
    MetricFamilyDescriptor.GaugeBuilder descriptor =
        MetricFamilyDescriptor.gauge(name).help(help).labelNames(sourceLabels);
    series.getFirst().labels().forEach(label -> descriptor.labelName(label.getName()));
    return new Family<>(descriptor.build(), series);
  }

  /** A sample that every source has. */
  static <T> Series<T> always(ToDoubleFunction<T> value, String... labels) {
    return new Series<>(
        Labels.of(labels), source -> OptionalDouble.of(value.applyAsDouble(source)));
  }

  /** The samples of some families, as they are collected source by source. */
  static final class Samples<T> {
    private final List<Family<T>> families;
    private final List<List<GaugeDataPointSnapshot>> points = new ArrayList<>();

    Samples(List<Family<T>> families) {
      this.families = families;
      families.forEach(_ -> points.add(new ArrayList<>()));
    }

    /**
     * Reads the samples of one source.
     *
     * @param labels what tells it from the other sources
     */
    void read(Labels labels, T source) {
      // Families share them, as labels are most of what a sample weighs.
      Map<Labels, Labels> joined = new HashMap<>();
      for (int i = 0; i < families.size(); i++) {
        List<GaugeDataPointSnapshot> into = points.get(i);
        for (Series<T> one : families.get(i).series()) {
          one.value()
              .apply(source)
              .ifPresent(value ->
                  into.add(
                      new GaugeDataPointSnapshot(
                          value, joined.computeIfAbsent(one.labels(), labels::merge), null)));
        }
      }
    }

    MetricSnapshots snapshots() {
      List<MetricSnapshot> snapshots = new ArrayList<>();
      for (int i = 0; i < families.size(); i++) {
        snapshots.add(new GaugeSnapshot(families.get(i).descriptor().getMetadata(), points.get(i)));
      }
      return new MetricSnapshots(snapshots);
    }
  }
}
