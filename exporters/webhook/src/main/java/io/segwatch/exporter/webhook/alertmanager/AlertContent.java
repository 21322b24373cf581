package io.segwatch.exporter.webhook.alertmanager;

import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.exporter.webhook.message.EventType;
import io.segwatch.exporter.webhook.message.IsoTime;
import io.segwatch.exporter.webhook.message.Notice;
import io.segwatch.exporter.webhook.message.Site;
import io.segwatch.exporter.webhook.message.Subject;
import io.segwatch.exporter.webhook.template.Wording;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;

/**
 * What an alert says: labels, which make it what it is and never change; annotations, which say how
 * it stands; and where there is more to see.
 */
final class AlertContent {
  private AlertContent() {}

  /** As of the latest notice of it. */
  static JsonObject of(Notice notice, Site site) {
    Subject subject = Subject.of(notice, site.node());
    JsonObject annotations = annotations(notice, site);
    subject.hole().ifPresent(hole -> annotate(annotations, hole));
    subject.stream().map(site::map).ifPresent(map -> annotations.put("map", map));
    return new JsonObject()
        .put("labels", labels(notice, subject, site))
        .put("annotations", annotations)
        .put("generatorURL", subject.hole().map(site::page).orElseGet(site::page));
  }

  private static JsonObject labels(Notice notice, Subject subject, Site site) {
    JsonObject labels =
        new JsonObject()
            .put("alertname", name(notice.type()))
            .put("severity", severity(notice.type()))
            .put("node", site.node());
    subject.channel().ifPresent(channel -> labels.put("channel", channel));
    subject.quality().ifPresent(quality -> labels.put("quality", quality));
    subject.hole().ifPresent(hole -> labels.put("hole", hole.id()));
    return labels;
  }

  private static String name(EventType type) {
    return switch (type) {
      case HOLE_OPENED, HOLE_CHANGED, HOLE_FILLED, HOLE_EXPIRED, HOLE_WITHDRAWN -> "SegwatchHole";
      case RECORDING_STALLED, RECORDING_RESUMED -> "SegwatchRecordingStalled";
      case STORAGE_UNAVAILABLE, STORAGE_AVAILABLE -> "SegwatchStorageGone";
      case DIGEST, TEST -> "SegwatchTest";
    };
  }

  private static String severity(EventType type) {
    return switch (type) {
      case RECORDING_STALLED, RECORDING_RESUMED, STORAGE_UNAVAILABLE, STORAGE_AVAILABLE ->
          "critical";
      case DIGEST, TEST -> "info";
      default -> "warning";
    };
  }

  private static JsonObject annotations(Notice notice, Site site) {
    Wording wording = Wording.plain(notice, site.node());
    return new JsonObject().put("summary", wording.title()).put("description", wording.text());
  }

  private static void annotate(JsonObject annotations, Hole hole) {
    annotations
        .put("start", IsoTime.micros(hole.start()))
        .put("end", IsoTime.micros(hole.end()))
        .put("duration_seconds", seconds(hole.duration()))
        .put("remaining_seconds", seconds(hole.remaining().total()))
        .put("state", hole.state().label());
    hole.cause().map(Cause::label).ifPresent(cause -> annotations.put("cause", cause));
  }

  /** Annotations are texts. */
  private static String seconds(long micros) {
    return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
  }
}
