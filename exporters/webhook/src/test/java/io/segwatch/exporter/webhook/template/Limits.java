package io.segwatch.exporter.webhook.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the services say that they take, read from their documentation in November 2026. */
final class Limits {
  private Limits() {}

  /** Incoming webhooks and Block Kit. */
  static void slack(JsonObject message) {
    assertThat(message.getString("text")).isNotBlank().hasSizeLessThanOrEqualTo(4_000);
    JsonArray blocks = message.getJsonArray("blocks");
    assertThat(blocks.size()).isBetween(1, 50);
    blocks.forEach(each -> {
      JsonObject block = (JsonObject) each;
      switch (block.getString("type")) {
        case "header" -> {
          assertThat(block.getJsonObject("text").getString("type")).isEqualTo("plain_text");
          slackText(block.getJsonObject("text"), 150);
        }
        case "section" -> slackText(block.getJsonObject("text"), 3_000);
        case "context" -> {
          assertThat(block.getJsonArray("elements").size()).isBetween(1, 10);
          block.getJsonArray("elements").forEach(text -> slackText((JsonObject) text, 3_000));
        }
        default -> throw new AssertionError("no block of ours: " + block);
      }
    });
  }

  private static void slackText(JsonObject text, int limit) {
    assertThat(text.getString("text")).isNotBlank().hasSizeLessThanOrEqualTo(limit);
    switch (text.getString("type")) {
      case "plain_text" -> assertThat(text.fieldNames()).containsOnly("type", "text", "emoji");
      case "mrkdwn" -> assertThat(text.fieldNames()).containsOnly("type", "text", "verbatim");
      default -> throw new AssertionError("no text object: " + text);
    }
  }

  /** Execute Webhook, with embeds. */
  static void discord(JsonObject message) {
    assertThat(message.fieldNames())
        .isSubsetOf("content", "username", "avatar_url", "embeds", "allowed_mentions");
    assertThat(message.getJsonObject("allowed_mentions").getJsonArray("parse")).isEmpty();
    assertThat(message.getString("username")).hasSizeBetween(1, 80).isNotEqualTo("everyone");
    assertThat(message.getJsonArray("embeds")).hasSize(1);
    JsonObject embed = message.getJsonArray("embeds").getJsonObject(0);
    assertThat(embed.fieldNames())
        .isSubsetOf("title", "url", "description", "color", "timestamp", "footer");
    String title = embed.getString("title");
    String description = embed.getString("description");
    String footer = embed.getJsonObject("footer").getString("text");
    assertThat(title).isNotBlank().hasSizeLessThanOrEqualTo(256);
    assertThat(description).isNotBlank().hasSizeLessThanOrEqualTo(4_096);
    assertThat(footer).isNotBlank().hasSizeLessThanOrEqualTo(2_048);
    assertThat(title.length() + description.length() + footer.length()).isLessThanOrEqualTo(6_000);
    assertThat(embed.getInteger("color")).isBetween(0, 0xffffff);
    assertThat(URI.create(embed.getString("url")).getScheme()).isEqualTo("https");
    assertThat(embed.getInstant("timestamp")).isNotNull();
  }

  /** Publish as JSON. */
  static void ntfy(JsonObject message) {
    assertThat(message.fieldNames())
        .isSubsetOf("topic", "title", "message", "priority", "tags", "click");
    assertThat(message.getString("topic")).matches("[-_A-Za-z0-9]{1,64}");
    assertThat(bytes(message.getString("message"))).isBetween(1, 4_096);
    assertThat(bytes(message.getString("title"))).isBetween(1, 1_024);
    assertThat(message.getInteger("priority")).isBetween(1, 5);
    assertThat(message.getJsonArray("tags")).hasSize(1);
    assertThat(URI.create(message.getString("click")).getScheme()).isEqualTo("https");
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Send a message. */
  static Map<String, String> zulip(String form) {
    Map<String, String> message = new LinkedHashMap<>();
    for (String pair : List.of(form.split("&", -1))) {
      String[] parts = pair.split("=", 2);
      message.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    assertThat(message.keySet()).isEqualTo(Set.of("type", "to", "topic", "content"));
    assertThat(message.get("type")).isEqualTo("stream");
    assertThat(points(message.get("topic"))).isBetween(1L, 60L);
    assertThat(points(message.get("content"))).isBetween(1L, 10_000L);
    return message;
  }

  private static long points(String text) {
    return text.codePoints().count();
  }
}
