package io.segwatch.exporter.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HolePage;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.exporter.web.answer.Body;
import io.segwatch.exporter.web.answer.Json;
import io.segwatch.exporter.web.lane.Lane;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** {@code /api/v1/holes}: a page of holes. */
final class HolesAnswer {
  /** How many holes a page has where nothing else is asked for. */
  static final int DEFAULT_LIMIT = 200;

  static final int MOST_LIMIT = 500;

  private HolesAnswer() {}

  /**
   * Tells a page.
   *
   * @param lanes of which the answer is complete, or not
   */
  static Body.Maker of(Site site, List<Lane> lanes, HolePage page) {
    return out -> {
      JsonGenerator json = Json.to(out);
      Pieces.begin(json, site);
      Pieces.quality(json, lanes);
      json.writeArrayFieldStart("holes");
      Iterator<Hole> left = page.holes().iterator();
      return () -> {
        if (left.hasNext()) {
          Pieces.hole(json, left.next(), site.book().node());
          return true;
        }
        json.writeEndArray();
        writeEnd(json, page);
        json.writeEndObject();
        json.close();
        return false;
      };
    };
  }

  private static void writeEnd(JsonGenerator json, HolePage page) throws IOException {
    json.writeObjectFieldStart("totals");
    for (Map.Entry<HoleState, HolePage.Totals> state : page.totals().entrySet()) {
      json.writeObjectFieldStart(state.getKey().label());
      json.writeNumberField("n", state.getValue().holes());
      json.writeNumberField("us", state.getValue().micros());
      json.writeEndObject();
    }
    json.writeEndObject();
    if (page.next().isPresent()) {
      json.writeStringField("next", page.next().get());
    }
  }
}
