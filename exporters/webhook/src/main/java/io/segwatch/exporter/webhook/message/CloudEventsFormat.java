package io.segwatch.exporter.webhook.message;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Everything that is known, as a CloudEvent 1.0 in structured mode (alerts §3). */
public final class CloudEventsFormat implements Format {
  @Override
  public String contentType() {
    return "application/cloudevents+json";
  }

  @Override
  public Buffer write(Notice notice, Site site, Place place) {
    return new JsonObject()
        .put("specversion", "1.0")
        .put("id", notice.messageId(place.endpoint()))
        .put("source", source(site.node()))
        .put("type", notice.type().label())
        .put("subject", Subject.of(notice, site.node()).key())
        .put("time", IsoTime.millis(notice.recorded()))
        .put("datacontenttype", "application/json")
        .put("data", NoticeData.of(notice, site, place))
        .toBuffer();
  }

  /** By the node's name, which stays when its address changes: source and id are one event's. */
  private static String source(String node) {
    return "/segwatch/" + URLEncoder.encode(node, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
