package io.segwatch.exporter.webhook.message;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** Everything that is known, as JSON: the {@code standard} format (alerts §3). */
public final class StandardFormat implements Format {
  private static final int SCHEMA = 1;

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public Buffer write(Notice notice, Site site, Place place) {
    return new JsonObject()
        .put("type", notice.type().label())
        .put("timestamp", IsoTime.millis(notice.recorded()))
        .put("schema", SCHEMA)
        .put("data", NoticeData.of(notice, site, place))
        .toBuffer();
  }
}
