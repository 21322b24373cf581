package io.segwatch.exporter.prometheus;

import static io.segwatch.coverage.Micros.toSeconds;
import static io.segwatch.exporter.prometheus.Family.always;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.segwatch.coverage.HourFigures;
import io.segwatch.coverage.HourName;
import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.HourSummary.PerType;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.prometheus.Family.Samples;
import io.segwatch.exporter.prometheus.Family.Series;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongToDoubleFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The figures of each hour, under the names, labels and descriptions by which existing dashboards
 * know them (coverage §6). A series lasts as long as its hour has figures and is one of the newest.
 */
final class HourlyMetrics implements MultiCollector {
  // Types in order of name: the client sorts samples by their labels, and here these are many.
  private static final List<Family<HourFigures>> FAMILIES =
      List.of(
          family(
              "segment_count",
              "Number of segments in an hour",
              List.of(
                  ofType("bad", hour -> hour.own().count().bad()),
                  ofType("full", hour -> hour.own().count().full()),
                  ofType("partial", hour -> hour.own().count().partial()),
                  ofType("suspect", hour -> hour.own().count().suspect()))),
          perType(
              "segment_duration",
              "Segment duration in an hour",
              HourSummary::duration,
              Micros::toSeconds),
          ofHour(
              "raw_coverage",
              "Total time covered by segments in an hour",
              hour -> toSeconds(hour.own().rawCoverage())),
          ofHour(
              "editable_coverage",
              "Non-overlapping time covered by segments in an hour",
              hour -> toSeconds(hour.own().editableCoverage())),
          ofHour(
              "raw_holes",
              "Number of holes in raw coverage for the hour",
              hour -> hour.holes().size()),
          ofHour(
              "editable_holes",
              "Number of holes in editable coverage for the hour",
              hour -> hour.editableHoles().size()),
          perType(
              "overlap_count",
              "Number of overlap segments for the hour",
              HourSummary::overlapCount,
              count -> count),
          perType(
              "overlap_duration",
              "Duration of overlaping segments for the hour",
              HourSummary::overlapDuration,
              Micros::toSeconds));

  private final Supplier<Collection<ChannelScan>> scans;
  private final int newestHours;

  HourlyMetrics(Supplier<Collection<ChannelScan>> scans, int newestHours) {
    this.scans = scans;
    this.newestHours = newestHours;
  }

  @Override
  public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
    return FAMILIES.stream().map(Family::descriptor).toList();
  }

  @Override
  public MetricSnapshots collect() {
    Samples<HourFigures> samples = new Samples<>(FAMILIES);
    scans.get().stream()
        .flatMap(scan ->
            newest(scan.timeline().figures()).stream().map(hour -> new Row(scan.stream(), hour)))
        .sorted(Row.ORDER)
        .forEach(row -> samples.read(row.labels(), row.hour()));
    return samples.snapshots();
  }

  /** An hour of a stream. */
  private record Row(StreamId stream, HourFigures hour) {
    /** As the client sorts: labels go by name, so by channel, by hour, and then by quality. */
    static final Comparator<Row> ORDER =
        Comparator.comparing((Row row) -> row.stream().channel())
            .thenComparingLong(row -> row.hour().hour())
            .thenComparing(row -> row.stream().quality());

    Labels labels() {
      return StreamMetrics.labelsOf(stream).add("hour", HourName.of(hour.hour()));
    }
  }

  private List<HourFigures> newest(List<HourFigures> hours) {
    return hours.subList(Math.max(0, hours.size() - newestHours), hours.size());
  }

  private static Family<HourFigures> ofHour(
      String name, String help, ToDoubleFunction<HourFigures> value) {
    return family(name, help, List.of(always(value)));
  }

  private static Family<HourFigures> perType(
      String name, String help, Function<HourSummary, PerType> figures, LongToDoubleFunction unit) {
    return family(
        name,
        help,
        List.of(
            ofType("full", hour -> unit.applyAsDouble(figures.apply(hour.own()).full())),
            ofType("partial", hour -> unit.applyAsDouble(figures.apply(hour.own()).partial())),
            ofType("suspect", hour -> unit.applyAsDouble(figures.apply(hour.own()).suspect()))));
  }

  private static Series<HourFigures> ofType(String type, ToDoubleFunction<HourFigures> value) {
    return always(value, "type", type);
  }

  private static Family<HourFigures> family(
      String name, String help, List<Series<HourFigures>> series) {
    return Family.of(name, help, List.of("channel", "quality", "hour"), series);
  }
}
