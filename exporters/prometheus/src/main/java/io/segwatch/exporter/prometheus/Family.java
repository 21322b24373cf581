package io.segwatch.exporter.prometheus;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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
   * @param isThere whether a source has it
   */
  record Series<T>(Labels labels, Predicate<T> isThere, ToDoubleFunction<T> value) {}

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
    return new Series<>(Labels.of(labels), _ -> true, value);
  }

  /**
   * The samples of some families, as they are collected source by source: soonest done where the
   * sources come in the order of their labels, as the client sorts them.
   */
  static final class Samples<T> {
    private final List<Family<T>> families;
    private final List<Labels> labels;
    private final List<Column<T>> columns = new ArrayList<>();
    private final List<List<GaugeDataPointSnapshot>> points = new ArrayList<>();

    /**
     * The samples of a series.
     *
     * @param labelsAt where those of the series are among all that there are
     */
    private record Column<T>(int labelsAt, Series<T> series, List<GaugeDataPointSnapshot> points) {}

    Samples(List<Family<T>> families) {
      this.families = families;
      labels =
          families.stream()
              .flatMap(family -> family.series().stream().map(Series::labels))
              .distinct()
              .toList();
      for (Family<T> family : families) {
        List<GaugeDataPointSnapshot> ofFamily = new ArrayList<>();
        points.add(ofFamily);
        for (Series<T> one : family.series()) {
          columns.add(new Column<>(labels.indexOf(one.labels()), one, ofFamily));
        }
      }
    }

    /**
     * Reads the samples of one source. There may be very many: there is no object for one but the
     * sample itself.
     *
     * @param own what tells it from the other sources
     */
    void read(Labels own, T source) {
      // Families share them, as labels are most of what a sample weighs.
      List<Labels> joined = labels.stream().map(own::merge).toList();
      for (Column<T> column : columns) {
        Series<T> one = column.series();
        if (one.isThere().test(source)) {
          column
              .points()
              .add(
                  new GaugeDataPointSnapshot(
                      one.value().applyAsDouble(source), joined.get(column.labelsAt()), null));
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
