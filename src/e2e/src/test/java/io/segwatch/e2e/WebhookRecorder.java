package io.segwatch.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server that writes down what it is sent; some of its endpoints never answer. */
final class WebhookRecorder implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What was sent.
   *
   * @param endpoint the path, without the slash
   * @param headers by name in lower case
   */
  record Post(String endpoint, String method, Map<String, String> headers, String body) {
    String id() {
      return headers.getOrDefault("webhook-id", "");
    }

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    JsonNode data() {
      return json().path("data");
    }

    /** The type, without what all types begin with. */
    String type() {
      return json().path("type").asText().replaceFirst("^segwatch\\.", "");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Post> posts = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> waiting = new ConcurrentHashMap<>();
  private final Set<String> hung = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);

  private WebhookRecorder(HttpServer server) {
    this.server = server;
  }

  static WebhookRecorder start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      WebhookRecorder recorder = new WebhookRecorder(server);
      server.setExecutor(recorder.threads);
      server.createContext("/", recorder::answer);
      server.start();
      return recorder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    String endpoint = exchange.getRequestURI().getPath().substring(1);
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    String body = new String(bytes, StandardCharsets.UTF_8);
    posts.add(new Post(endpoint, exchange.getRequestMethod(), headers, body));
    if (hung.contains(endpoint)) {
      waiting.merge(endpoint, 1, Integer::sum);
      awaitClosing();
    }
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets an endpoint take what it is sent and never answer. */
  WebhookRecorder hang(String endpoint) {
    hung.add(endpoint);
    return this;
  }

  String url(String endpoint) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + endpoint;
  }

  /** What an endpoint was sent, in order. */
  List<Post> posts(String endpoint) {
    return posts.stream().filter(post -> post.endpoint().equals(endpoint)).toList();
  }

  /** How many posts an endpoint was sent that have no answer yet. */
  int waiting(String endpoint) {
    return waiting.getOrDefault(endpoint, 0);
  }

  /** Waits until an endpoint has been sent so many posts; answers the last of them. */
  Post awaitPost(String endpoint, int number) {
    Await.until("post " + number + " to " + endpoint, () -> posts(endpoint).size() >= number);
    return posts(endpoint).get(number - 1);
  }

  /** Waits for the first post of a type to an endpoint. */
  Post awaitPost(String endpoint, String type) {
    return Await.value(
        type + " to " + endpoint,
        () -> posts(endpoint).stream().filter(post -> post.type().equals(type)).findFirst());
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
  }
}
