package io.segwatch.exporter.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.segwatch.coverage.Micros;
import io.segwatch.exporter.web.answer.Body;
import io.segwatch.exporter.web.answer.Json;
import io.segwatch.exporter.web.lane.Lane;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** {@code /api/v1/hours}: a row for each hour and lane, hour by hour. */
final class HoursAnswer implements Body {
  private final JsonGenerator json;
  private final List<Lane> lanes;
  private final long to;
  private long hour;

  private HoursAnswer(JsonGenerator json, List<Lane> lanes, Window window) {
    this.json = json;
    this.lanes = lanes;
    this.hour = window.firstHour();
    this.to = window.to();
  }

  static Body begin(OutputStream out, Site site, List<Lane> lanes, Window window)
      throws IOException {
    JsonGenerator json = Json.to(out);
    Pieces.begin(json, site);
    json.writeNumberField("from_us", window.from());
    json.writeNumberField("to_us", window.to());
    Pieces.quality(json, lanes);
    json.writeArrayFieldStart("cols");
    for (String column : Pieces.HOUR_COLUMNS) {
      json.writeString(column);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rows");
    return new HoursAnswer(json, lanes, window);
  }

  @Override
  public boolean writeNext() throws IOException {
    if (hour >= to) {
      json.writeEndArray();
      json.writeEndObject();
      json.close();
      return false;
    }
    for (Lane lane : lanes) {
      Pieces.hour(json, lane.hour(hour));
    }
    hour += Micros.PER_HOUR;
    return true;
  }
}
