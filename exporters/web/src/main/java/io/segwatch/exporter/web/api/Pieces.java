package io.segwatch.exporter.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Span;
import io.segwatch.coverage.life.Hole;
import io.segwatch.exporter.web.lane.Lane;
import io.segwatch.exporter.web.lane.LaneHour;
import io.segwatch.exporter.web.lane.LaneSpan;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The parts that several answers have in common. */
public final class Pieces {
  /** What stands in the row of an hour, in order. */
  static final List<String> HOUR_COLUMNS =
      List.of(
          "hour_us",
          "stream",
          "node",
          "state",
          "full",
          "full_us",
          "suspect",
          "suspect_us",
          "partial",
          "partial_us",
          "temp",
          "bad",
          "covered_us",
          "editable_us",
          "holes",
          "missing_us",
          "editable_holes",
          "editable_missing_us",
          "overlaps",
          "overlap_us",
          "partial_only_us");

  private Pieces() {}

  /** The row of an hour. */
  public static void hour(JsonGenerator json, LaneHour hour) throws IOException {
    HourSummary own = hour.figures().own();
    json.writeStartArray();
    json.writeNumber(own.hour());
    json.writeString(hour.lane().stream().toString());
    json.writeString(hour.lane().node());
    json.writeNumber(hour.worst().code());
    json.writeNumber(own.count().full());
    json.writeNumber(own.duration().full());
    json.writeNumber(own.count().suspect());
    json.writeNumber(own.duration().suspect());
    json.writeNumber(own.count().partial());
    json.writeNumber(own.duration().partial());
    json.writeNumber(own.count().temp());
    json.writeNumber(own.count().bad());
    json.writeNumber(own.rawCoverage());
    json.writeNumber(own.editableCoverage());
    json.writeNumber(hour.figures().holes().size());
    json.writeNumber(hour.figures().holes().total());
    json.writeNumber(hour.figures().editableHoles().size());
    json.writeNumber(hour.figures().editableHoles().total());
    json.writeNumber(sum(own.overlapCount()));
    json.writeNumber(sum(own.overlapDuration()));
    json.writeNumber(hour.partialOnly());
    json.writeEndArray();
  }

  private static long sum(HourSummary.PerType figures) {
    return figures.full() + figures.suspect() + figures.partial();
  }

  /**
   * A span.
   *
   * @param origin what its begin is told from, in microseconds
   */
  public static void span(JsonGenerator json, LaneSpan span, long origin) throws IOException {
    json.writeStartArray();
    json.writeNumber(span.from() - origin);
    json.writeNumber(span.to() - span.from());
    json.writeNumber(span.state().code());
    json.writeNumber(span.affected());
    if (span.hole().isPresent()) {
      json.writeString(span.hole().get());
    }
    json.writeEndArray();
  }

  /** A hole. */
  public static void hole(JsonGenerator json, Hole hole, String node) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", hole.id());
    json.writeStringField("stream", hole.stream().toString());
    json.writeStringField("channel", hole.stream().channel());
    json.writeStringField("quality", hole.stream().quality());
    json.writeStringField("node", node);
    json.writeStringField("state", hole.state().label());
    json.writeNumberField("from_us", hole.start());
    json.writeNumberField("to_us", hole.end());
    json.writeNumberField("missing_us", hole.remaining().total());
    json.writeArrayFieldStart("remaining_us");
    for (Span span : hole.remaining()) {
      json.writeArray(new long[] {span.from(), span.to()}, 0, 2);
    }
    json.writeEndArray();
    json.writeNumberField("revision", hole.revision());
    json.writeNumberField("first_seen_us", Micros.of(hole.seen()));
    time(json, "confirmed_us", hole.confirmed());
    time(json, "ended_us", hole.ended());
    if (hole.cause().isPresent()) {
      json.writeStringField("cause", hole.cause().get().label());
    }
    json.writeEndObject();
  }

  private static void time(JsonGenerator json, String name, Optional<Instant> time)
      throws IOException {
    if (time.isPresent()) {
      json.writeNumberField(name, Micros.of(time.get()));
    }
  }

  /** Begins an answer: what run of the exporter it is of, and how far that has come. */
  static void begin(JsonGenerator json, Site site) throws IOException {
    json.writeStartObject();
    json.writeStringField("boot", site.boot());
    json.writeNumberField("rev", site.book().revision());
  }

  /** What every answer says of itself. */
  static void quality(JsonGenerator json, List<Lane> lanes) throws IOException {
    json.writeNumberField("tolerance_us", Site.tolerance(lanes));
    json.writeBooleanField("complete", Site.isComplete(lanes));
  }
}
