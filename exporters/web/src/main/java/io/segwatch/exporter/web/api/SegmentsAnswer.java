package io.segwatch.exporter.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.segwatch.coverage.Segment;
import io.segwatch.exporter.web.answer.Body;
import io.segwatch.exporter.web.answer.Json;
import io.segwatch.exporter.web.lane.Lane;
import java.util.Iterator;
import java.util.List;

/** {@code /api/v1/segments}: the segments of a lane in a short window. */
final class SegmentsAnswer {
  static final long LONGEST = 15 * 60 * 1_000_000L;
  static final String LONGEST_IN_WORDS = "15 minutes";

  private SegmentsAnswer() {}

  static Body.Maker of(Lane lane, Window window, List<Segment> segments) {
    return out -> {
      JsonGenerator json = Json.to(out);
      json.writeStartObject();
      json.writeStringField("stream", lane.stream().toString());
      json.writeStringField("node", lane.node());
      json.writeNumberField("from_us", window.from());
      json.writeNumberField("to_us", window.to());
      Pieces.quality(json, List.of(lane));
      json.writeArrayFieldStart("segments");
      Iterator<Segment> left = segments.iterator();
      return () -> {
        if (left.hasNext()) {
          Segment segment = left.next();
          json.writeStartArray();
          json.writeNumber(segment.start() - window.from());
          json.writeNumber(segment.duration());
          json.writeString(segment.type().label());
          json.writeString(segment.name());
          json.writeEndArray();
          return true;
        }
        json.writeEndArray();
        json.writeEndObject();
        json.close();
        return false;
      };
    };
  }
}
