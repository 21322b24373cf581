package io.segwatch.exporter.map;

import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/**
 * A map or a page as it is sent and stored.
 *
 * @param etag names the content: equal for equal bytes only
 */
record Content(Buffer bytes, String etag) {
  static Content of(byte[] bytes) {
    return new Content(Buffer.buffer(bytes), UUID.nameUUIDFromBytes(bytes).toString());
  }
}
