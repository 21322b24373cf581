package io.segwatch.exporter.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Span;
import io.segwatch.exporter.web.answer.Body;
import io.segwatch.exporter.web.answer.Json;
import io.segwatch.exporter.web.lane.Grain;
import io.segwatch.exporter.web.lane.Lane;
import io.segwatch.exporter.web.lane.LaneSpan;
import io.segwatch.exporter.web.lane.LaneState;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /api/v1/map}: what is not full, lane by lane and hour by hour. Each lane is gone through
 * twice: to find out how coarse it has to be, and to tell it.
 */
public final class MapAnswer implements Body {
  /** How many spans a lane has at most where nothing else is asked for. */
  public static final int DEFAULT_SPANS = 1_000;

  static final int MOST_SPANS = 4_000;

  private final JsonGenerator json;
  private final Window window;
  private final int most;
  private final Iterator<Lane> lanes;
  private Optional<LanePass> pass = Optional.empty();

  private MapAnswer(JsonGenerator json, Window window, int most, Iterator<Lane> lanes) {
    this.json = json;
    this.window = window;
    this.most = most;
    this.lanes = lanes;
  }

  /**
   * Begins it.
   *
   * @param most how many spans a lane can have
   */
  static Body begin(OutputStream out, Site site, List<Lane> lanes, Window window, int most)
      throws IOException {
    JsonGenerator json = Json.to(out);
    Pieces.begin(json, site);
    json.writeNumberField("from_us", window.from());
    json.writeNumberField("to_us", window.to());
    Pieces.quality(json, lanes);
    json.writeArrayFieldStart("lanes");
    return new MapAnswer(json, window, most, lanes.iterator());
  }

  @Override
  public boolean writeNext() throws IOException {
    if (pass.isPresent()) {
      pass = pass.get().next();
    } else if (lanes.hasNext()) {
      pass = Optional.of(new Count(lanes.next()));
    } else {
      json.writeEndArray();
      json.writeEndObject();
      json.close();
      return false;
    }
    return true;
  }

  /** Goes through a lane, an hour at a time. */
  private abstract class LanePass {
    private final Lane lane;
    private long at = window.from();

    LanePass(Lane lane) {
      this.lane = lane;
    }

    Lane lane() {
      return lane;
    }

    /** Does the next hour; answers what is to be done after it. */
    Optional<LanePass> next() throws IOException {
      if (at >= window.to()) {
        return finish();
      }
      long end = Math.min(Micros.hourOf(at) + Micros.PER_HOUR, window.to());
      for (LaneSpan span : lane.spans(at, end)) {
        take(span);
      }
      at = end;
      return afterHour();
    }

    abstract void take(LaneSpan span);

    abstract Optional<LanePass> afterHour() throws IOException;

    abstract Optional<LanePass> finish() throws IOException;
  }

  private final class Count extends LanePass {
    private final Grain.Finder finder = new Grain.Finder(window.from(), window.to(), most);
    private final Map<LaneState, Long> totals = new EnumMap<>(LaneState.class);

    Count(Lane lane) {
      super(lane);
    }

    @Override
    void take(LaneSpan span) {
      finder.add(span);
      totals.merge(span.state(), span.affected(), Long::sum);
    }

    @Override
    Optional<LanePass> afterHour() {
      return Optional.of(this);
    }

    @Override
    Optional<LanePass> finish() throws IOException {
      Grain grain = finder.grain();
      writeHead(grain);
      return Optional.of(new Tell(lane(), grain));
    }

    private void writeHead(Grain grain) throws IOException {
      json.writeStartObject();
      json.writeStringField("stream", lane().stream().toString());
      json.writeStringField("node", lane().node());
      json.writeBooleanField("complete", lane().isComplete());
      json.writeArrayFieldStart("expected_us");
      for (Span span : lane().expected().within(window.from(), window.to())) {
        json.writeArray(new long[] {span.from(), span.to()}, 0, 2);
      }
      json.writeEndArray();
      Json.number(json, "edge_us", EdgesAnswer.edge(lane().timeline()));
      Json.number(json, "unknown_from_us", lane().unknownFrom());
      json.writeBooleanField("exact", grain.isExact());
      json.writeNumberField("bin_us", grain.width());
      json.writeNumberField("missing_us", totals.getOrDefault(LaneState.MISSING, 0L));
      json.writeNumberField("unconfirmed_us", totals.getOrDefault(LaneState.UNCONFIRMED, 0L));
      json.writeNumberField("partial_us", totals.getOrDefault(LaneState.PARTIAL, 0L));
      json.writeArrayFieldStart("spans");
    }
  }

  private final class Tell extends LanePass {
    private final List<LaneSpan> ready = new ArrayList<>();
    private final Grain.Joiner joiner;

    Tell(Lane lane, Grain grain) {
      super(lane);
      this.joiner = grain.joiner(ready::add);
    }

    @Override
    void take(LaneSpan span) {
      joiner.add(span);
    }

    @Override
    Optional<LanePass> afterHour() throws IOException {
      writeReady();
      return Optional.of(this);
    }

    @Override
    Optional<LanePass> finish() throws IOException {
      joiner.finish();
      writeReady();
      json.writeEndArray();
      json.writeEndObject();
      return Optional.empty();
    }

    private void writeReady() throws IOException {
      for (LaneSpan span : ready) {
        Pieces.span(json, span, window.from());
      }
      ready.clear();
    }
  }
}
