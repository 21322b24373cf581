package io.segwatch.exporter.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.web.answer.Body;
import io.segwatch.exporter.web.answer.Json;
import io.segwatch.exporter.web.lane.Lane;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** {@code /api/v1/meta}. */
final class Meta {
  /** A hole that is open for so long is one that nobody fills by itself. */
  private static final long OVERDUE = Micros.PER_HOUR;

  private final Site site;

  Meta(Site site) {
    this.site = site;
  }

  Body.Maker answer() {
    List<Lane> lanes = site.book().lanes();
    return out -> {
      JsonGenerator json = Json.to(out);
      return () -> {
        write(json, lanes);
        json.close();
        return false;
      };
    };
  }

  private void write(JsonGenerator json, List<Lane> lanes) throws IOException {
    Pieces.begin(json, site);
    json.writeNumberField("now_us", site.now());
    json.writeStringField("version", site.version());
    Pieces.quality(json, lanes);
    json.writeObjectFieldStart("event");
    if (site.event().name().isPresent()) {
      json.writeStringField("name", site.event().name().get());
    }
    if (site.event().start().isPresent()) {
      json.writeNumberField("start_us", site.event().start().getAsLong());
    }
    if (site.event().end().isPresent()) {
      json.writeNumberField("end_us", site.event().end().getAsLong());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("nodes");
    writeSelf(json, lanes);
    json.writeEndArray();
    json.writeArrayFieldStart("streams");
    for (Lane lane : lanes) {
      writeStream(json, lane.stream());
    }
    json.writeEndArray();
    json.writeObjectFieldStart("limits");
    json.writeNumberField("spans", MapAnswer.DEFAULT_SPANS);
    json.writeNumberField("most_spans", MapAnswer.MOST_SPANS);
    json.writeNumberField("range_us", Window.MOST);
    json.writeNumberField("segments_range_us", SegmentsAnswer.LONGEST);
    json.writeNumberField("stall_us", site.book().stallAfter());
    json.writeNumberField("overdue_us", OVERDUE);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeStream(JsonGenerator json, StreamId stream) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", stream.toString());
    json.writeStringField("channel", stream.channel());
    json.writeStringField("quality", stream.quality());
    json.writeEndObject();
  }

  /** This node answers, as this is its answer. */
  private void writeSelf(JsonGenerator json, List<Lane> lanes) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", site.book().node());
    json.writeBooleanField("self", true);
    json.writeStringField("state", "ok");
    OptionalLong last = lanes.stream().mapToLong(Lane::scanned).max();
    Json.number(json, "last_report_us", last);
    json.writeEndObject();
  }
}
