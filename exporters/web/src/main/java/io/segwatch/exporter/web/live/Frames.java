package io.segwatch.exporter.web.live;

import com.fasterxml.jackson.core.JsonGenerator;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.exporter.web.answer.Json;
import io.segwatch.exporter.web.api.EdgesAnswer;
import io.segwatch.exporter.web.api.MapAnswer;
import io.segwatch.exporter.web.api.Pieces;
import io.segwatch.exporter.web.api.Site;
import io.segwatch.exporter.web.lane.Grain;
import io.segwatch.exporter.web.lane.Lane;
import io.segwatch.exporter.web.lane.LaneSpan;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Events as they are sent; their data is JSON in one line. */
final class Frames {
  /** Told once, at the begin: how long a browser waits before it comes back. */
  static final Buffer RETRY = Buffer.buffer("retry: 3000\n\n");

  private final Site site;
  private final EdgesAnswer edges;

  Frames(Site site) {
    this.site = site;
    this.edges = new EdgesAnswer(site);
  }

  @FunctionalInterface
  private interface Data {
    void write(JsonGenerator json) throws IOException;
  }

  private static Buffer frame(String event, EventId id, Data data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = Json.to(bytes)) {
      json.writeStartObject();
      data.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not from a buffer in memory
    }
    return Buffer.buffer("event: " + event + "\nid: " + id + "\ndata: ")
        .appendBytes(bytes.toByteArray())
        .appendString("\n\n");
  }

  Buffer hello(EventId id) {
    return frame(
        "hello",
        id,
        json -> {
          json.writeStringField("boot", site.boot());
          json.writeNumberField("rev", site.book().revision());
          json.writeNumberField("now_us", site.now());
        });
  }

  Buffer tick(EventId id) {
    return frame(
        "tick",
        id,
        json -> {
          json.writeNumberField("now_us", site.now());
          json.writeNumberField("rev", site.book().revision());
        });
  }

  Buffer resync(EventId id, String reason) {
    return frame("resync", id, json -> json.writeStringField("reason", reason));
  }

  Buffer hole(EventId id, HoleTransition transition) {
    String op =
        switch (transition.kind()) {
          case OPENED -> "open";
          case CHANGED -> "change";
          case FILLED -> "fill";
          case EXPIRED -> "expire";
          case WITHDRAWN -> "withdraw";
        };
    return frame(
        "hole",
        id,
        json -> {
          json.writeStringField("op", op);
          json.writeFieldName("hole");
          Pieces.hole(json, transition.hole(), site.book().node());
        });
  }

  Buffer edges(EventId id, List<Lane> lanes) {
    long now = site.now();
    return frame(
        "edge",
        id,
        json -> {
          json.writeNumberField("now_us", now);
          json.writeArrayFieldStart("edges");
          for (Lane lane : lanes) {
            edges.write(json, lane, now);
          }
          json.writeEndArray();
        });
  }

  /** An hour, made coarser where it has too many spans as a map would be. */
  Buffer hour(EventId id, Lane lane, long hour) {
    long end = hour + Micros.PER_HOUR;
    List<LaneSpan> spans = lane.spans(hour, end);
    Grain.Finder finder = new Grain.Finder(hour, end, MapAnswer.DEFAULT_SPANS);
    spans.forEach(finder::add);
    Grain grain = finder.grain();
    return frame(
        "hour",
        id,
        json -> {
          json.writeStringField("stream", lane.stream().toString());
          json.writeStringField("node", lane.node());
          json.writeNumberField("hour_us", hour);
          json.writeNumberField("rev", site.book().revision());
          json.writeFieldName("row");
          Pieces.hour(json, lane.hour(hour));
          json.writeBooleanField("exact", grain.isExact());
          json.writeNumberField("bin_us", grain.width());
          json.writeArrayFieldStart("spans");
          for (LaneSpan span : grain.join(spans)) {
            Pieces.span(json, span, hour);
          }
          json.writeEndArray();
        });
  }
}
