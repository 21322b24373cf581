package io.segwatch.exporter.web.answer;

import io.vertx.core.http.HttpServerResponse;

/** Headers that keep what is served from being used for other ends. */
public final class PageHeaders {
  /** A page loads nothing from elsewhere, and is shown in no page of others. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  private static final String HTML = "text/html";

  private PageHeaders() {}

  /** Sets them, as fit for a type of content. */
  public static void protect(HttpServerResponse response, String type) {
    response
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("referrer-policy", "no-referrer")
        .putHeader("cross-origin-resource-policy", "same-origin");
    if (type.startsWith(HTML)) {
      response
          .putHeader("content-security-policy", POLICY)
          .putHeader("cross-origin-opener-policy", "same-origin")
          .putHeader("x-frame-options", "SAMEORIGIN");
    }
  }
}
