package io.segwatch.exporter.webhook.message;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/**
 * A message to one endpoint. It never changes once made, so every attempt to deliver it bears the
 * same id and the same bytes.
 *
 * @param id the {@code webhook-id} (alerts §4)
 * @param subject what it is about: messages of one subject are delivered in their order
 * @param recorded when what it tells was recorded
 * @param body at most {@link Format#BODY_LIMIT} bytes
 */
public record Message(
    String id, EventType type, String subject, Instant recorded, String contentType, Buffer body) {

  /** The message that tells an endpoint of something. */
  public static Message of(Notice notice, Format format, Site site, Place place) {
    return new Message(
        notice.messageId(place.endpoint()),
        notice.type(),
        notice.subject(),
        notice.recorded(),
        format.contentType(),
        format.write(notice, site, place));
  }
}
