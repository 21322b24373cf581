package io.segwatch.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The real Prometheus, which scrapes one agent, and looks at its rules, every second. */
record PrometheusServer(Process process, String address, HttpClient client)
    implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Starts it.
   *
   * @param program where it is
   * @param folder for its files
   * @param port of the agent
   * @param more lines of how to scrape, or of anything else after that
   */
  static PrometheusServer start(Path program, Path folder, int port, String... more)
      throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global:
              scrape_interval: 1s
              scrape_timeout: 1s
              evaluation_interval: 1s
            scrape_configs:
              - job_name: segwatch
                static_configs:
                  - targets: ["127.0.0.1:%d"]
            """
                    .formatted(port)
                + String.join("", more));
    String address = "127.0.0.1:" + FreePort.find();
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + config,
                "--web.listen-address=" + address,
                "--storage.tsdb.path=" + folder.resolve("tsdb"))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    return new PrometheusServer(process, address, HttpClient.newHttpClient());
  }

  /** Asks for a value until there is one. */
  String awaitValue(String expression) {
    return Await.value(
        "Prometheus knows " + expression,
        () ->
            Optional.of(query(expression).at("/data/result/0/value/1"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText));
  }

  /** What it answers to a query, whatever that is. */
  JsonNode query(String expression) throws InterruptedException {
    return get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
  }

  /** Waits until an alert is in a state, such as {@code firing}; answers it. */
  JsonNode awaitAlert(String name, String state) {
    return Await.value("the alert " + name + " is " + state, () -> alert(name, state));
  }

  private Optional<JsonNode> alert(String name, String state) throws InterruptedException {
    for (JsonNode alert : get("alerts").at("/data/alerts")) {
      if (alert.at("/labels/alertname").asText().equals(name)
          && alert.path("state").asText().equals(state)) {
        return Optional.of(alert);
      }
    }
    return Optional.empty();
  }

  /** An answer of its API; an empty one while it is still starting. */
  JsonNode get(String path) throws InterruptedException {
    if (!process.isAlive()) {
      throw new AssertionError("Prometheus has ended");
    }
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://%s/api/v1/%s".formatted(address, path)))
              .timeout(Await.BOUND)
              .build();
      return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    } catch (IOException notYet) {
      return JSON.createObjectNode();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
