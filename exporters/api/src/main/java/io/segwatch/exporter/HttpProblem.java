package io.segwatch.exporter;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Errors of the web server, as {@code application/problem+json} (RFC 9457). */
public final class HttpProblem {
  private HttpProblem() {}

  /** Ends the response with an error, unless it has begun already. */
  public static void send(RoutingContext request, int status, String detail) {
    send(request.response(), status, detail);
  }

  /** Ends a response with an error, unless it has begun already. */
  public static void send(HttpServerResponse response, int status, String detail) {
    if (response.ended() || response.headWritten()) {
      return;
    }
    JsonObject problem =
        new JsonObject()
            .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
            .put("status", status)
            .put("detail", detail);
    response
        .setStatusCode(status)
        .putHeader("content-type", "application/problem+json")
        .end(problem.encode());
  }
}
