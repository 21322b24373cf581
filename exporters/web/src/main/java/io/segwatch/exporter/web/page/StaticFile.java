package io.segwatch.exporter.web.page;

import io.segwatch.exporter.HttpMounts;
import io.segwatch.exporter.web.answer.Coding;
import io.segwatch.exporter.web.answer.PageHeaders;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.zip.GZIPInputStream;

/**
 * A file that never changes while this runs, in memory.
 *
 * @param path where it is served
 * @param forEver whether its content never changes under this path
 */
record StaticFile(String path, String type, boolean forEver, Buffer packed, String name) {
  static StaticFile of(String path, String type, boolean forEver, byte[] packed) {
    return new StaticFile(
        path, type, forEver, Buffer.buffer(packed), UUID.nameUUIDFromBytes(packed).toString());
  }

  void mount(HttpMounts http) {
    http.get(path, this::answer);
  }

  private void answer(RoutingContext request) {
    Coding coding = Coding.of(request.request());
    HttpServerResponse response = request.response();
    PageHeaders.protect(response, type);
    response
        .putHeader(HttpHeaders.ETAG, coding.tag(name))
        .putHeader(HttpHeaders.VARY, "Accept-Encoding")
        .putHeader(
            HttpHeaders.CACHE_CONTROL,
            forEver ? "public, max-age=31536000, immutable" : "no-cache");
    if (request.isFresh()) {
      response.setStatusCode(304).end();
      return;
    }
    Buffer body = coding == Coding.GZIP ? packed.copy() : unpacked();
    if (coding == Coding.GZIP) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
        .end(body);
  }

  /** Hardly any client takes it so. */
  private Buffer unpacked() {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.getBytes()))) {
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not from a buffer in memory
    }
  }
}
