package io.segwatch.exporter.map;

import io.segwatch.coverage.CoverageMap;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/**
 * A map as it is sent and stored.
 *
 * @param etag names the content: equal for equal bytes only
 */
record MapImage(Buffer png, String etag) {
  static MapImage of(CoverageMap map, int rows) {
    byte[] png = Png.encode(map, rows);
    return new MapImage(Buffer.buffer(png), UUID.nameUUIDFromBytes(png).toString());
  }
}
