package io.segwatch.exporter.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * As much of an Alertmanager as the exporter sees: it takes alerts, and says since when it runs.
 */
final class FakeAlertmanager {
  private final Receiver receiver;
  private final List<Posted> posted = new CopyOnWriteArrayList<>();
  private volatile String uptime = "2026-11-23T20:00:00.123Z";
  private volatile boolean away;

  /** An alert as it was posted, and the number of the post. */
  record Posted(int post, JsonObject alert) {
    String label(String name) {
      return alert.getJsonObject("labels").getString(name);
    }

    String annotation(String name) {
      return alert.getJsonObject("annotations").getString(name);
    }

    Instant starts() {
      return alert.getInstant("startsAt");
    }

    Instant ends() {
      return alert.getInstant("endsAt");
    }
  }

  FakeAlertmanager(Vertx vertx) {
    receiver = new Receiver(vertx);
    receiver.answer(this::answer);
  }

  private void answer(Receiver.Post post) {
    if (away) {
      post.request().connection().close();
      return;
    }
    if (post.request().method().equals(HttpMethod.GET)) {
      post.request()
          .response()
          .end(
              new JsonObject()
                  .put("config", new JsonObject().put("original", "\"uptime\": \"never\""))
                  .put("uptime", uptime)
                  .encode());
      return;
    }
    int number = posted.isEmpty() ? 1 : posted.getLast().post() + 1;
    new JsonArray(post.body()).forEach(alert -> posted.add(new Posted(number, (JsonObject) alert)));
    post.request().response().end();
  }

  String url() {
    return receiver.url("/am/api/v2/alerts");
  }

  /** What was taken, in order. */
  List<Posted> posted() {
    return posted;
  }

  List<Posted> posted(String hole) {
    return posted.stream().filter(each -> hole.equals(each.label("hole"))).toList();
  }

  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  /** Comes back, and knows nothing of before. */
  void startAgain(Instant now) {
    uptime = now.toString();
    away = false;
  }

  List<Receiver.Post> requests() {
    return receiver.posts();
  }
}
