package io.segwatch.exporter.webhook.message;

import io.vertx.core.buffer.Buffer;

/**
 * How notices are written for one kind of receiver (alerts §3). Whatever the names hold, a body is
 * well-formed and within the receiver's limits, and the same for the same arguments.
 */
public interface Format {
  /** No body has more bytes than that, whatever its receiver could take. */
  int BODY_LIMIT = 20_000;

  /** The header of that name. */
  String contentType();

  /**
   * Writes the body of a message.
   *
   * @param site the node that tells it
   * @param place the message's among those of its endpoint; means nothing for a test
   */
  Buffer write(Notice notice, Site site, Place place);

  /** The same with {@code …} for what may be a secret, to be shown to people. */
  default Format masked() {
    return this;
  }
}
