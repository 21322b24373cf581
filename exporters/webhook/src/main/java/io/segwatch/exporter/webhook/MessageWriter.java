package io.segwatch.exporter.webhook;

import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Writes messages in the {@code standard} format (alerts §3). Whatever the names hold, a body is
 * valid JSON, and shorter than {@link #BODY_LIMIT}: of a list, what does not fit is left out, and
 * {@code KEY_omitted} says how many that were.
 */
final class MessageWriter {
  /** In bytes. */
  static final int BODY_LIMIT = 20_000;

  private static final int SCHEMA = 1;

  // A name of 255 bytes may take six times that in JSON, so that all but the lists of a body can
  // come to 9,000 bytes; the lists of one body share the rest.
  private static final int LONG_LIST_BYTES = 7_000;
  private static final int SHORT_LIST_BYTES = 1_800;
  private static final int TEXT_LIMIT = 255;

  private final String node;
  private final String publicUrl;

  MessageWriter(String node, URI publicUrl) {
    this.node = clip(node);
    this.publicUrl = publicUrl.toString();
  }

  /**
   * The message that tells an endpoint of an event.
   *
   * @param endpointSequence counts the messages of this endpoint, without gaps
   */
  Message write(EndpointSettings endpoint, LogEntry entry, long endpointSequence) {
    JsonObject data = new JsonObject().put("node", node);
    putEvent(data, entry.event(), endpoint.filter());
    data.put("epoch", entry.position().epoch())
        .put("sequence", entry.position().sequence())
        .put("endpoint_sequence", endpointSequence)
        .put("links", links(entry.event()));
    EventType type = EventType.of(entry.event());
    return new Message(
        id(endpoint.name(), type, entry),
        type,
        subject(entry.event()),
        entry.at(),
        body(type, entry.at(), data));
  }

  /** A message that tells nothing. */
  static Message test(String node, String endpoint, Instant now) {
    JsonObject data = new JsonObject().put("node", clip(node)).put("endpoint", endpoint);
    return new Message(
        Message.idOf(endpoint, EventType.TEST.label(), now.toString()),
        EventType.TEST,
        "test",
        now,
        body(EventType.TEST, now, data));
  }

  private static Buffer body(EventType type, Instant at, JsonObject data) {
    return new JsonObject()
        .put("type", type.label())
        .put("timestamp", IsoTime.millis(at))
        .put("schema", SCHEMA)
        .put("data", data)
        .toBuffer();
  }

  /** As alerts §4 has it, so that a message made again after a loss of state keeps its id. */
  private static String id(String endpoint, EventType type, LogEntry entry) {
    String epoch = entry.position().epoch();
    String sequence = Long.toString(entry.position().sequence());
    return switch (entry.event()) {
      case LogEvent.HoleTransition(_, Hole hole) ->
          Message.idOf(endpoint, hole.id(), type.label(), Integer.toString(hole.revision()));
      // The first entry that it sums up and the last one.
      case LogEvent.Baseline baseline -> Message.idOf(endpoint, epoch, sequence, sequence);
      default -> Message.idOf(endpoint, epoch, sequence);
    };
  }

  private static String subject(LogEvent event) {
    return switch (event) {
      case LogEvent.HoleTransition transition -> "hole " + transition.hole().id();
      case LogEvent.RecordingChange change -> "recording " + change.stream();
      case LogEvent.StorageChange change -> "storage " + change.place();
      case LogEvent.Baseline baseline -> "digest " + baseline.channel();
    };
  }

  private static void putEvent(JsonObject data, LogEvent event, EventFilter filter) {
    switch (event) {
      case LogEvent.HoleTransition(_, Hole hole) ->
          putStream(data, hole.stream()).put("hole", withRemaining(json(hole), hole));
      case LogEvent.RecordingChange change ->
          putStream(data, change.stream()).put("live_edge", IsoTime.micros(change.liveEdge()));
      case LogEvent.StorageChange change -> putStorage(data, change);
      case LogEvent.Baseline baseline -> putBaseline(data, baseline, filter);
    }
  }

  private static JsonObject putStream(JsonObject data, StreamId stream) {
    return data.put("channel", stream.channel()).put("quality", stream.quality());
  }

  private static void putStorage(JsonObject data, LogEvent.StorageChange change) {
    StoragePlace place = StoragePlace.of(change.place());
    place.channel().ifPresent(channel -> data.put("channel", channel));
    place.quality().ifPresent(quality -> data.put("quality", quality));
    data.put("reason", clip(change.reason()));
  }

  /** The counts are of all its streams, which it names; the lists hold what the endpoint wants. */
  private static void putBaseline(JsonObject data, LogEvent.Baseline baseline, EventFilter filter) {
    List<String> qualities = qualities(baseline.streams());
    List<String> stalled = qualities(baseline.stalled().stream().filter(filter::accepts).toList());
    List<Hole> longest = baseline.longest().stream().filter(filter::accepts).toList();
    data.put("channel", baseline.channel());
    putWhatFits(data, "qualities", qualities.size(), qualities::get, SHORT_LIST_BYTES);
    data.put("holes", baseline.holes()).put("hole_seconds", seconds(baseline.holeMicros()));
    putWhatFits(
        data,
        "longest",
        longest.size(),
        i -> json(longest.get(i)).put("quality", longest.get(i).stream().quality()),
        LONG_LIST_BYTES);
    putWhatFits(data, "stalled", stalled.size(), stalled::get, SHORT_LIST_BYTES);
  }

  private static List<String> qualities(List<StreamId> streams) {
    return streams.stream().map(StreamId::quality).toList();
  }

  private static JsonObject json(Hole hole) {
    JsonObject json =
        new JsonObject()
            .put("id", hole.id())
            .put("start", IsoTime.micros(hole.start()))
            .put("end", IsoTime.micros(hole.end()))
            .put("duration_seconds", seconds(hole.duration()))
            .put("revision", hole.revision())
            .put("state", hole.state().label())
            .put("seen", IsoTime.of(hole.seen()));
    hole.confirmed().ifPresent(moment -> json.put("confirmed", IsoTime.of(moment)));
    hole.ended().ifPresent(moment -> json.put("ended", IsoTime.of(moment)));
    hole.cause().map(Cause::label).ifPresent(cause -> json.put("cause", cause));
    return json;
  }

  private static JsonObject withRemaining(JsonObject json, Hole hole) {
    putWhatFits(
        json,
        "remaining",
        hole.remaining().size(),
        i ->
            new JsonArray()
                .add(IsoTime.micros(hole.remaining().from(i)))
                .add(IsoTime.micros(hole.remaining().to(i))),
        LONG_LIST_BYTES);
    return json;
  }

  private JsonObject links(LogEvent event) {
    return switch (event) {
      case LogEvent.HoleTransition(_, Hole hole) ->
          links(publicUrl + "/?h=" + encoded(hole.id()), hole.stream());
      case LogEvent.RecordingChange change -> links(publicUrl + "/", change.stream());
      default -> new JsonObject().put("page", publicUrl + "/");
    };
  }

  private JsonObject links(String page, StreamId stream) {
    String map =
        publicUrl + "/maps/" + encoded(stream.channel()) + "/" + encoded(stream.quality()) + ".png";
    return new JsonObject().put("page", page).put("map", map);
  }

  private static void putWhatFits(
      JsonObject into, String key, int size, IntFunction<Object> element, int bytes) {
    JsonArray list = new JsonArray();
    int used = 0;
    for (int i = 0; i < size; i++) {
      Object next = element.apply(i);
      used += new JsonArray().add(next).toBuffer().length();
      if (used > bytes) {
        into.put(key + "_omitted", size - i);
        break;
      }
      list.add(next);
    }
    into.put(key, list);
  }

  /** Exact to the microsecond, and never with an exponent. */
  private static BigDecimal seconds(long micros) {
    BigDecimal seconds = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
    return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
  }

  /** As one segment of a path, or one value of a query. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String clip(String text) {
    return text.length() <= TEXT_LIMIT ? text : text.substring(0, TEXT_LIMIT) + "…";
  }
}
