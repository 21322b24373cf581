package io.segwatch.agent.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.segwatch.coverage.CoverageMap;
import io.segwatch.coverage.HourFigures;
import io.segwatch.coverage.HourName;
import io.segwatch.coverage.HourRange;
import io.segwatch.coverage.HourSummary;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.Timeline;
import io.segwatch.storage.StreamScan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** One document a line, with times and durations as whole microseconds. */
final class JsonReport implements CheckReport {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
  private static final int PIXEL_SECONDS = 2;

  private final PrintWriter out;
  private final boolean withMap;

  JsonReport(PrintWriter out, boolean withMap) {
    this.out = out;
    this.withMap = withMap;
  }

  @Override
  public void begin() {
    // Documents need no frame.
  }

  @Override
  public void stream(StreamId stream, StreamScan scan) {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("channel", stream.channel());
      json.writeStringField("quality", stream.quality());
      writeTimeline(json, scan.timeline());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.print('\n');
  }

  private void writeTimeline(JsonGenerator json, Timeline timeline) throws IOException {
    writeSpans(json, "holes_us", timeline.holes());
    writeSpans(json, "editable_holes_us", timeline.editableHoles());
    json.writeObjectFieldStart("hours");
    for (HourFigures figures : timeline.figures()) {
      json.writeObjectFieldStart(HourName.of(figures.hour()));
      writeHour(json, figures);
      json.writeEndObject();
    }
    json.writeEndObject();
    if (withMap) {
      writeMap(json, timeline);
    }
  }

  private static void writeHour(JsonGenerator json, HourFigures figures) throws IOException {
    HourSummary own = figures.own();
    json.writeObjectFieldStart("count");
    json.writeNumberField("full", own.count().full());
    json.writeNumberField("suspect", own.count().suspect());
    json.writeNumberField("partial", own.count().partial());
    json.writeNumberField("bad", own.count().bad());
    json.writeEndObject();
    writePerType(json, "duration", own.duration());
    writePerType(json, "overlap_count", own.overlapCount());
    writePerType(json, "overlap_duration", own.overlapDuration());
    json.writeNumberField("raw", own.rawCoverage());
    json.writeNumberField("editable", own.editableCoverage());
    writeSpans(json, "holes", figures.holes());
    writeSpans(json, "editable_holes", figures.editableHoles());
  }

  private static void writePerType(JsonGenerator json, String name, HourSummary.PerType figures)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("full", figures.full());
    json.writeNumberField("suspect", figures.suspect());
    json.writeNumberField("partial", figures.partial());
    json.writeEndObject();
  }

  private static void writeSpans(JsonGenerator json, String name, Spans spans) throws IOException {
    json.writeArrayFieldStart(name);
    for (int i = 0; i < spans.size(); i++) {
      json.writeStartArray();
      json.writeNumber(spans.from(i));
      json.writeNumber(spans.to(i));
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  /** The cells of the map, a text for each hour; null where there is nothing to draw. */
  private static void writeMap(JsonGenerator json, Timeline timeline) throws IOException {
    Optional<HourRange> hours = CoverageMap.defaultHours(timeline);
    if (hours.isEmpty()) {
      json.writeNullField("map");
      return;
    }
    CoverageMap map = CoverageMap.of(timeline, hours.get(), PIXEL_SECONDS);
    char[] cells = new char[Math.toIntExact(Micros.PER_HOUR / Micros.PER_SECOND) / PIXEL_SECONDS];
    json.writeObjectFieldStart("map");
    json.writeStringField("first_hour", HourName.of(hours.get().first()));
    json.writeNumberField("pixel_s", PIXEL_SECONDS);
    json.writeArrayFieldStart("hours");
    for (int from = 0; from < map.size(); from += cells.length) {
      for (int i = 0; i < cells.length; i++) {
        cells[i] = sign(map.cell(from + i));
      }
      json.writeString(cells, 0, cells.length);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static char sign(byte cell) {
    return switch (cell) {
      case CoverageMap.BLUE -> '#';
      case CoverageMap.ORANGE -> '+';
      default -> '.';
    };
  }
}
