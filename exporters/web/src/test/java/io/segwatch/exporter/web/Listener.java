package io.segwatch.exporter.web;

import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.testkit.FakeAgent;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A browser that listens to events. */
final class Listener implements AutoCloseable {
  /** An event as it came. */
  record Event(String name, String id, JsonObject data) {}

  private final HttpClient client;
  private final HttpClientResponse response;
  private final List<Event> events = new ArrayList<>();
  private String rest = "";
  private boolean ended;

  /** Listens, from where it was if there is an id. */
  Listener(FakeAgent agent, String uri, String... headers) {
    client = agent.vertx().createHttpClient();
    response =
        Await.result(
            client
                .request(HttpMethod.GET, agent.publicUrl().getPort(), "127.0.0.1", uri)
                .compose(request -> {
                  for (int i = 0; i < headers.length; i += 2) {
                    request.putHeader(headers[i], headers[i + 1]);
                  }
                  return request
                      .send()
                      .onSuccess(begun ->
                          begun
                              .handler(bytes -> take(bytes.toString()))
                              .endHandler(_ -> end())
                              .exceptionHandler(_ -> end()));
                }));
  }

  static Listener of(FakeAgent agent, String... headers) {
    return new Listener(agent, "/api/v1/events", headers);
  }

  private synchronized void take(String text) {
    rest += text;
    for (int end = rest.indexOf("\n\n"); end >= 0; end = rest.indexOf("\n\n")) {
      String frame = rest.substring(0, end);
      rest = rest.substring(end + 2);
      Map<String, String> fields = new HashMap<>();
      frame
          .lines()
          .forEach(line -> {
            String[] parts = line.split(": ", 2);
            fields.put(parts[0], parts[1]);
          });
      if (fields.containsKey("event")) {
        events.add(
            new Event(fields.get("event"), fields.get("id"), new JsonObject(fields.get("data"))));
      }
    }
  }

  private synchronized void end() {
    ended = true;
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.getHeader(name);
  }

  synchronized List<Event> events() {
    return List.copyOf(events);
  }

  List<Event> events(String name) {
    return events().stream().filter(event -> event.name().equals(name)).toList();
  }

  /** Waits for an event. */
  Event await(String name, Predicate<JsonObject> wanted) {
    Await.until(() -> events(name).stream().anyMatch(event -> wanted.test(event.data())));
    return events(name).stream()
        .filter(event -> wanted.test(event.data()))
        .findFirst()
        .orElseThrow();
  }

  Event await(String name) {
    return await(name, _ -> true);
  }

  String lastId() {
    return events().getLast().id();
  }

  void pause() {
    response.pause();
  }

  @Override
  public void close() {
    Await.result(client.close());
  }
}
