package io.segwatch.exporter.prometheus;

import static io.segwatch.coverage.Micros.toSeconds;
import static io.segwatch.exporter.prometheus.Family.always;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.segwatch.coverage.HourSummary.Counts;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.Timeline;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.prometheus.Family.Samples;
import io.segwatch.exporter.prometheus.Family.Series;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** What the newest scan of each stream says of the stream as a whole. */
final class StreamMetrics implements MultiCollector {
  private static final List<Family<ChannelScan>> FAMILIES =
      List.of(
          ofHoles("segwatch_holes", "Holes there are now", (_, holes) -> holes.size()),
          ofHoles(
              "segwatch_hole_seconds",
              "Length of all holes together",
              (_, holes) -> toSeconds(holes.total())),
          ofHoles(
              "segwatch_largest_hole_seconds",
              "Length of the longest hole",
              (_, holes) -> toSeconds(holes.longest())),
          ofHoles(
              "segwatch_coverage_ratio",
              "Share of the recording, from its first segment to its last, that no hole takes",
              Timeline::coverageRatio),
          ofStream(
              "segwatch_planned_holes",
              "Holes in planned breaks, which count as no holes elsewhere",
              scan -> scan.plannedHoles().size()),
          ofStream(
              "segwatch_planned_hole_seconds",
              "Length of all holes in planned breaks together",
              scan -> toSeconds(scan.plannedHoles().total())),
          ofStream(
              "segwatch_subtolerance_loss_seconds",
              "Length of all gaps together that are too short to be holes",
              scan -> toSeconds(scan.timeline().belowTolerance())),
          ofStream(
              "segwatch_partial_only_seconds",
              "Time that only suspect or partial segments cover",
              scan -> toSeconds(scan.timeline().partialOnly().total())),
          family(
              "segwatch_segments",
              "Segment files by type",
              List.of(
                  ofType("full", Counts::full),
                  ofType("suspect", Counts::suspect),
                  ofType("partial", Counts::partial),
                  ofType("temp", Counts::temp),
                  ofType("bad", Counts::bad))),
          ofStream(
              "segwatch_ignored_directories",
              "Names beside the hours that are no hour's",
              ChannelScan::ignoredDirectories),
          family(
              "segwatch_newest_segment_timestamp_seconds",
              "When the recording ends as of now",
              List.of(
                  new Series<>(
                      Labels.EMPTY,
                      scan -> !scan.timeline().isEmpty(),
                      scan -> toSeconds(scan.timeline().liveEdge())))),
          ofStream(
              "segwatch_stalled",
              "Whether the recording stands still although it is expected to go on",
              scan -> number(scan.stalled())),
          ofStream(
              "segwatch_scan_last_success_timestamp_seconds",
              "When the last scan began that read everything, 0 before the first",
              scan -> timestamp(scan.lastSuccess().orElse(Instant.EPOCH))),
          ofStream(
              "segwatch_storage_available",
              "Whether the storage of the stream is there",
              scan -> number(scan.isAvailable())),
          ofStream(
              "segwatch_stale",
              "Whether some figures are the last known ones, as not everything could be read",
              scan -> number(!scan.isComplete())),
          ofStream(
              "segwatch_unread_directories",
              "Hours that are there and could not be read",
              scan -> scan.unread().total() / (double) Micros.PER_HOUR));

  private final Supplier<Collection<ChannelScan>> scans;

  StreamMetrics(Supplier<Collection<ChannelScan>> scans) {
    this.scans = scans;
  }

  @Override
  public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
    return FAMILIES.stream().map(Family::descriptor).toList();
  }

  @Override
  public MetricSnapshots collect() {
    Samples<ChannelScan> samples = new Samples<>(FAMILIES);
    for (ChannelScan scan : scans.get()) {
      samples.read(labelsOf(scan.stream()), scan);
    }
    return samples.snapshots();
  }

  static Labels labelsOf(StreamId stream) {
    return Labels.of("channel", stream.channel(), "quality", stream.quality());
  }

  private static Family<ChannelScan> ofStream(
      String name, String help, ToDoubleFunction<ChannelScan> value) {
    return family(name, help, List.of(always(value)));
  }

  /** A family with a sample for raw holes and one for editable ones. */
  private static Family<ChannelScan> ofHoles(
      String name, String help, ToDoubleBiFunction<Timeline, Spans> value) {
    return family(
        name,
        help,
        List.of(
            always(
                scan ->
                    value.applyAsDouble(scan.timeline(), scan.unplanned(scan.timeline().holes())),
                "kind",
                "raw"),
            always(
                scan ->
                    value.applyAsDouble(
                        scan.timeline(), scan.unplanned(scan.timeline().editableHoles())),
                "kind",
                "editable")));
  }

  private static Series<ChannelScan> ofType(String type, ToLongFunction<Counts> count) {
    return always(scan -> count.applyAsLong(scan.timeline().count()), "type", type);
  }

  private static Family<ChannelScan> family(
      String name, String help, List<Series<ChannelScan>> series) {
    return Family.of(name, help, List.of("channel", "quality"), series);
  }

  private static double timestamp(Instant instant) {
    return toSeconds(Micros.of(instant));
  }

  private static double number(boolean condition) {
    return condition ? 1 : 0;
  }
}
