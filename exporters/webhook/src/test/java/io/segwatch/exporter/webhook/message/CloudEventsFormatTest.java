package io.segwatch.exporter.webhook.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.testkit.TurnedClock;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

/** CloudEvents 1.0.2, structured mode. */
class CloudEventsFormatTest {
  private static final Site SITE = new Site("store 3\n", URI.create("https://store-3:8006"));
  private static final Place PLACE = new Place("pager", "x7d2", 611);

  private final Format format = new CloudEventsFormat();

  @Test
  void everyNoticeIsAnEvent() {
    for (Notice notice : new Examples(Samples.SOURCE, TurnedClock.START).all()) {
      JsonObject event = format.write(notice, SITE, PLACE).toJsonObject();

      assertThat(event.fieldNames())
          .containsExactly(
              "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data");
      assertThat(event.getString("specversion")).isEqualTo("1.0");
      assertThat(event.getString("type")).isEqualTo(notice.type().label());
      assertThat(event.getString("datacontenttype")).isEqualTo("application/json");
      assertThat(OffsetDateTime.parse(event.getString("time")).toInstant())
          .isEqualTo(notice.recorded());
      assertThat(event.getJsonObject("data"))
          .isEqualTo(
              new StandardFormat().write(notice, SITE, PLACE).toJsonObject().getJsonObject("data"));
    }
  }

  @Test
  void theIdIsTheMessagesSoThatARetryIsKnown() {
    Notice notice = new Examples(Samples.SOURCE, TurnedClock.START).all().getFirst();

    assertThat(format.contentType()).isEqualTo("application/cloudevents+json");
    assertThat(format.write(notice, SITE, PLACE).toJsonObject().getString("id"))
        .isEqualTo(notice.messageId("pager"));
  }

  @Test
  void attributesHoldNothingThatAttributesMayNot() {
    StreamId stream = new StreamId("\u0000\ud800", "\u0085");
    for (Notice notice : new Examples(stream, TurnedClock.START).all()) {
      JsonObject event = format.write(notice, SITE, PLACE).toJsonObject();

      assertThat(event.getString("source")).isEqualTo("/segwatch/store%203%0A");
      assertThat(URI.create(event.getString("source")).getPath()).isEqualTo("/segwatch/store 3\n");
      assertThat(event.getString("subject")).matches("\\w+");
    }
  }
}
