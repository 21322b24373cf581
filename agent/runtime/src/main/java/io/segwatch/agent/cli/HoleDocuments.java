package io.segwatch.agent.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.segwatch.coverage.Micros;
import io.segwatch.coverage.Span;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HolePage.Totals;
import io.segwatch.coverage.life.HoleState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holes for a program: a document each, with times as whole microseconds. */
final class HoleDocuments implements HoleList {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final PrintWriter out;

  HoleDocuments(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begin() {
    // Documents need no frame.
  }

  @Override
  public void hole(Hole hole) {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("id", hole.id());
      json.writeStringField("channel", hole.stream().channel());
      json.writeStringField("quality", hole.stream().quality());
      json.writeStringField("state", hole.state().label());
      json.writeNumberField("revision", hole.revision());
      json.writeNumberField("start_us", hole.start());
      json.writeNumberField("end_us", hole.end());
      json.writeArrayFieldStart("remaining_us");
      for (Span span : hole.remaining()) {
        json.writeStartArray();
        json.writeNumber(span.from());
        json.writeNumber(span.to());
        json.writeEndArray();
      }
      json.writeEndArray();
      if (hole.cause().isPresent()) {
        json.writeStringField("cause", hole.cause().map(Cause::label).get());
      }
      time(json, "seen_us", Optional.of(hole.seen()));
      time(json, "confirmed_us", hole.confirmed());
      time(json, "ended_us", hole.ended());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.print('\n');
  }

  private static void time(JsonGenerator json, String name, Optional<Instant> instant)
      throws IOException {
    if (instant.isPresent()) {
      json.writeNumberField(name, Micros.of(instant.get()));
    }
  }

  @Override
  public void end(Map<HoleState, Totals> totals, Set<HoleState> shown) {
    // Sums are for whoever has the documents.
  }
}
