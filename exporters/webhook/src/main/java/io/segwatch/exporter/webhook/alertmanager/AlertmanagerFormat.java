package io.segwatch.exporter.webhook.alertmanager;

import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.exporter.webhook.message.EventType;
import io.segwatch.exporter.webhook.message.Format;
import io.segwatch.exporter.webhook.message.IsoTime;
import io.segwatch.exporter.webhook.message.Notice;
import io.segwatch.exporter.webhook.message.Place;
import io.segwatch.exporter.webhook.message.Site;
import io.segwatch.exporter.webhook.message.Subject;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/**
 * What is posted to {@code /api/v2/alerts} of an Alertmanager.
 *
 * @param firingAtLeast how long an alert is posted as firing, even if it ended before: longer than
 *     Alertmanager may wait until it tells somebody ({@code group_interval})
 */
public record AlertmanagerFormat(Duration firingAtLeast) implements Format {
  /**
   * For how long an alert fires that nobody posts again. An agent that is away for a while must not
   * look like holes that were filled.
   */
  static final Duration VALID = Duration.ofHours(1);

  private static final Duration TEST_VALID = Duration.ofMinutes(5);

  @Override
  public String contentType() {
    return "application/json";
  }

  /** What comes of one notice; nothing of one that is about many holes. */
  @Override
  public Buffer write(Notice notice, Site site, Place place) {
    JsonArray posted = new JsonArray();
    boolean many =
        notice instanceof Notice.Digest
            || (notice instanceof Notice.Event(var entry) && entry.event() instanceof Baseline);
    if (!many) {
      Instant at = notice.recorded();
      Instant starts = Subject.of(notice, site.node()).hole().flatMap(Hole::confirmed).orElse(at);
      Instant ends =
          isEnd(notice.type()) ? at : at.plus(notice.type() == EventType.TEST ? TEST_VALID : VALID);
      posted.add(json(AlertContent.of(notice, site), starts, ends));
    }
    return posted.toBuffer();
  }

  private static boolean isEnd(EventType type) {
    return switch (type) {
      case HOLE_FILLED, HOLE_EXPIRED, HOLE_WITHDRAWN, RECORDING_RESUMED, STORAGE_AVAILABLE -> true;
      default -> false;
    };
  }

  /** An alert as it is posted now. */
  public static JsonObject json(Alert alert, boolean firing, JsonObject content, Instant now) {
    Instant latest = now.isBefore(alert.starts()) ? alert.starts() : now;
    return json(
        content, alert.starts(), firing ? latest.plus(VALID) : alert.ended().orElse(latest));
  }

  private static JsonObject json(JsonObject content, Instant starts, Instant ends) {
    return content
        .copy()
        .put("startsAt", IsoTime.millis(starts))
        .put("endsAt", IsoTime.millis(ends));
  }
}
