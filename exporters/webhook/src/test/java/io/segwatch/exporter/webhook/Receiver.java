package io.segwatch.exporter.webhook;

import io.segwatch.exporter.testkit.Await;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody's server, which writes down every post and answers as it is told. */
final class Receiver {
  private final List<Post> posts = new CopyOnWriteArrayList<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final HttpServer server;
  private volatile Answer otherwise = status(204);

  Receiver(Vertx vertx) {
    this(vertx, new HttpServerOptions());
  }

  Receiver(Vertx vertx, HttpServerOptions options) {
    server =
        Await.result(
            vertx.createHttpServer(options).requestHandler(this::receive).listen(0, "127.0.0.1"));
  }

  /** What was received. */
  record Post(HttpServerRequest request, Map<String, String> headers, Buffer body) {
    JsonObject json() {
      return body.toJsonObject();
    }

    String type() {
      return json().getString("type");
    }

    JsonObject data() {
      return json().getJsonObject("data");
    }

    String id() {
      return headers.get("webhook-id");
    }

    Instant timestamp() {
      return Instant.ofEpochSecond(Long.parseLong(headers.get("webhook-timestamp")));
    }

    long number() {
      return data().getLong("endpoint_sequence");
    }

    String hole() {
      return data().getJsonObject("hole").getString("id");
    }
  }

  /** How a post is answered. */
  @FunctionalInterface
  interface Answer {
    void give(Post post);
  }

  static Answer status(int status) {
    return post -> post.request().response().setStatusCode(status).end();
  }

  static Answer status(int status, String header, String value) {
    return post -> post.request().response().setStatusCode(status).putHeader(header, value).end();
  }

  /** Never. */
  static Answer hang() {
    return post -> {};
  }

  static Answer reset() {
    return post -> post.request().connection().close();
  }

  private void receive(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> {
          Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
          request.headers().forEach(headers::put);
          Post post = new Post(request, headers, body);
          posts.add(post);
          answers.getOrDefault(request.path(), otherwise).give(post);
        });
  }

  void answer(Answer answer) {
    otherwise = answer;
  }

  void answer(String path, Answer answer) {
    answers.put(path, answer);
  }

  int port() {
    return server.actualPort();
  }

  String url() {
    return url("/hook");
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  List<Post> posts() {
    return List.copyOf(posts);
  }

  List<Post> posts(String path) {
    return posts.stream().filter(post -> post.request().path().equals(path)).toList();
  }

  List<Post> awaitPosts(int count) {
    Await.until(() -> posts.size() >= count);
    return posts();
  }

  List<Post> awaitPosts(String path, int count) {
    Await.until(() -> posts(path).size() >= count);
    return posts(path);
  }
}
