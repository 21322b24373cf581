package io.segwatch.exporter.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.segwatch.coverage.Timeline;
import io.segwatch.exporter.web.answer.Body;
import io.segwatch.exporter.web.answer.Json;
import io.segwatch.exporter.web.lane.Lane;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/** {@code /api/v1/edges}: how each recording stands now. */
public final class EdgesAnswer {
  private final Site site;

  public EdgesAnswer(Site site) {
    this.site = site;
  }

  Body.Maker answer(List<Lane> lanes) {
    return out -> {
      JsonGenerator json = Json.to(out);
      long now = site.now();
      Iterator<Lane> left = lanes.iterator();
      Pieces.begin(json, site);
      json.writeNumberField("now_us", now);
      Pieces.quality(json, lanes);
      json.writeArrayFieldStart("edges");
      return () -> {
        if (left.hasNext()) {
          write(json, left.next(), now);
          return true;
        }
        json.writeEndArray();
        json.writeEndObject();
        json.close();
        return false;
      };
    };
  }

  /** One of them. */
  public void write(JsonGenerator json, Lane lane, long now) throws IOException {
    Timeline timeline = lane.timeline();
    json.writeStartObject();
    json.writeStringField("stream", lane.stream().toString());
    json.writeStringField("node", lane.node());
    json.writeStringField("state", lane.edge(now).label());
    Json.number(json, "newest_us", edge(timeline));
    Json.number(
        json,
        "first_us",
        timeline.isEmpty() ? OptionalLong.empty() : OptionalLong.of(timeline.firstStart()));
    json.writeNumberField("recorded_us", lane.recorded());
    json.writeNumberField("missing_us", lane.holes().total());
    json.writeNumberField("holes", lane.holes().size());
    json.writeNumberField("unconfirmed", lane.unconfirmedHoles());
    json.writeNumberField("partial_us", timeline.partialOnly().total());
    json.writeNumberField("scanned_us", lane.scanned());
    json.writeEndObject();
  }

  static OptionalLong edge(Timeline timeline) {
    return timeline.isEmpty() ? OptionalLong.empty() : OptionalLong.of(timeline.liveEdge());
  }
}
