package io.segwatch.exporter.webhook;

import io.segwatch.exporter.webhook.message.Message;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.lang.module.ModuleDescriptor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one attempt sends (alerts §4). */
record SignedPost(MultiMap headers, Buffer body) {
  private static final String USER_AGENT = "segwatch/" + version();

  /**
   * Signs a message for an attempt.
   *
   * @param attempt from 1
   * @param secrets those that sign, none for a message without a signature
   */
  static SignedPost of(
      EndpointSettings endpoint,
      Message message,
      int attempt,
      List<WebhookSecret> secrets,
      Instant now) {
    long timestamp = now.getEpochSecond();
    MultiMap headers = HttpHeaders.headers();
    endpoint.headers().forEach(headers::set);
    headers
        .set(HttpHeaders.CONTENT_TYPE, message.contentType())
        .set(HttpHeaders.USER_AGENT, USER_AGENT)
        .set("webhook-id", message.id())
        .set("webhook-timestamp", Long.toString(timestamp))
        .set("segwatch-attempt", Integer.toString(attempt));
    if (!secrets.isEmpty()) {
      headers.set(
          "webhook-signature",
          secrets.stream()
              .map(secret -> secret.sign(message.id(), timestamp, message.body()))
              .collect(Collectors.joining(" ")));
    }
    return new SignedPost(headers, message.body());
  }

  /** What asks a question. */
  static SignedPost nothing(EndpointSettings endpoint) {
    MultiMap headers = HttpHeaders.headers();
    endpoint.headers().forEach(headers::set);
    return new SignedPost(headers.set(HttpHeaders.USER_AGENT, USER_AGENT), Buffer.buffer());
  }

  /** None where it runs outside its module. */
  private static String version() {
    return Optional.ofNullable(SignedPost.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .orElse("dev");
  }
}
