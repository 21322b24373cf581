package io.segwatch.exporter.webhook.message;

import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogPosition;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * All that a notice tells, as JSON (alerts §3). Whatever the names hold, it is valid, and short
 * enough for {@link Format#BODY_LIMIT}: of a list, what does not fit is left out, and {@code
 * KEY_omitted} says how many that were.
 */
final class NoticeData {
  // A name of 255 bytes may take six times that in JSON, so that all but the lists of a body can
  // come to 9,000 bytes; the lists of one body share the rest.
  private static final int LONG_LIST_BYTES = 7_000;
  private static final int SHORT_LIST_BYTES = 1_800;
  private static final int TEXT_LIMIT = 255;

  private NoticeData() {}

  static JsonObject of(Notice notice, Site site, Place place) {
    JsonObject data = new JsonObject().put("node", clip(site.node()));
    if (notice instanceof Notice.Test) {
      return data.put("endpoint", place.endpoint());
    }
    putContent(data, notice);
    LogPosition position = notice.position();
    return data.put("epoch", position.epoch())
        .put("sequence", position.sequence())
        .put("endpoint_epoch", place.epoch())
        .put("endpoint_sequence", place.sequence())
        .put("links", links(Subject.of(notice, site.node()), site));
  }

  private static void putContent(JsonObject data, Notice notice) {
    switch (notice) {
      case Notice.Event(var entry) -> putEvent(data, entry.event());
      case Notice.Passed(_, _, HoleTransition(_, Hole hole, _)) ->
          putHole(data, hole).put("includes", new JsonArray().add(EventType.HOLE_OPENED.label()));
      case Notice.Recovered(_, _, Hole hole) -> putHole(data, hole).put("recovered", true);
      case Notice.Digest digest -> putDigest(data, digest);
      case Notice.Test _ -> {}
    }
  }

  private static void putEvent(JsonObject data, LogEvent event) {
    switch (event) {
      case HoleTransition(_, Hole hole, _) -> putHole(data, hole);
      case LogEvent.RecordingChange change ->
          putStream(data, change.stream()).put("live_edge", IsoTime.micros(change.liveEdge()));
      case LogEvent.StorageChange change -> putStorage(data, change);
      case LogEvent.Baseline baseline -> putBaseline(data, baseline);
    }
  }

  private static JsonObject putHole(JsonObject data, Hole hole) {
    return putStream(data, hole.stream()).put("hole", withRemaining(json(hole), hole));
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

  private static void putBaseline(JsonObject data, LogEvent.Baseline baseline) {
    List<String> qualities = qualities(baseline.streams());
    List<String> stalled = qualities(baseline.stalled());
    List<Hole> longest = baseline.longest();
    data.put("baseline", true).put("channel", baseline.channel());
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

  private static void putDigest(JsonObject data, Notice.Digest digest) {
    JsonObject counts = new JsonObject();
    // In the order of the types, so that the same digest is the same text.
    for (EventType type : EventType.values()) {
      Map<EventType, Integer> byType = digest.counts();
      if (byType.containsKey(type)) {
        counts.put(type.label(), byType.get(type));
      }
    }
    List<HoleTransition> longest = digest.longest();
    data.put("baseline", false).put("transitions", digest.size()).put("counts", counts);
    putWhatFits(
        data,
        "longest",
        longest.size(),
        i -> {
          Hole hole = longest.get(i).hole();
          return putStream(
              json(hole).put("type", EventType.of(longest.get(i)).label()), hole.stream());
        },
        LONG_LIST_BYTES);
    data.put("first_sequence", digest.first().sequence());
    if (digest.recovered()) {
      data.put("recovered", true);
    }
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

  private static JsonObject links(Subject subject, Site site) {
    JsonObject links =
        new JsonObject().put("page", subject.hole().map(site::page).orElseGet(site::page));
    subject.stream().map(site::map).ifPresent(map -> links.put("map", map));
    return links;
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

  private static String clip(String text) {
    return text.length() <= TEXT_LIMIT ? text : text.substring(0, TEXT_LIMIT) + "…";
  }
}
