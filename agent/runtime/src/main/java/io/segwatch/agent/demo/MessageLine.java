package io.segwatch.agent.demo;

import io.segwatch.coverage.Micros;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** A message in the {@code standard} format (alerts §3) on one line. */
final class MessageLine {
  private static final JsonObject NOTHING = new JsonObject();

  private MessageLine() {}

  static String of(JsonObject message) {
    JsonObject data = message.getJsonObject("data", NOTHING);
    return "%-28s  %-16s  %s".formatted(text(message, "type"), subject(data), facts(data));
  }

  private static String subject(JsonObject data) {
    String channel = text(data, "channel");
    return data.containsKey("quality") ? channel + "/" + text(data, "quality") : channel;
  }

  private static String facts(JsonObject data) {
    if (data.containsKey("hole")) {
      return facts(data.getJsonObject("hole"), left(data.getJsonObject("hole")));
    }
    if (data.containsKey("holes")) {
      return text(data, "holes") + " holes, " + text(data, "hole_seconds") + " s in all";
    }
    return data.containsKey("live_edge") ? "edge " + text(data, "live_edge") : text(data, "reason");
  }

  private static String facts(JsonObject hole, BigDecimal left) {
    return "%s s from %s, %s s left, %s"
        .formatted(text(hole, "duration_seconds"), text(hole, "start"), left, text(hole, "id"));
  }

  /** What of a hole is not filled yet, in seconds. */
  private static BigDecimal left(JsonObject hole) {
    long micros = 0;
    for (Object interval : hole.getJsonArray("remaining", new JsonArray())) {
      if (interval instanceof JsonArray ends) {
        micros += moment(ends, 1) - moment(ends, 0);
      }
    }
    return new BigDecimal(BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString());
  }

  private static long moment(JsonArray ends, int index) {
    return Micros.of(Instant.parse(ends.getString(index)));
  }

  private static String text(JsonObject from, String key) {
    return Optional.ofNullable(from.getValue(key)).map(Object::toString).orElse("-");
  }
}
