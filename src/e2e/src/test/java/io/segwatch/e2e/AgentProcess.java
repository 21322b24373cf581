package io.segwatch.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running agent, seen from outside: its log, its pages, its end. */
final class AgentProcess implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  AgentProcess(Process process) {
    this.process = process;
    listen(process.getErrorStream());
    listen(process.getInputStream());
  }

  private void listen(InputStream stream) {
    Thread.ofVirtual()
        .start(() -> {
          try (BufferedReader lines =
              new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            lines.lines().forEach(log::add);
          } catch (IOException | UncheckedIOException ended) {
            log.add("(the test ended it)");
          }
        });
  }

  /** Every line that it wrote so far. */
  List<String> log() {
    return List.copyOf(log);
  }

  /** Waits for a line in which a pattern is found; answers the first one. */
  Matcher awaitLog(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return whileAlive("a log line with " + pattern, () -> find(compiled));
  }

  private Optional<Matcher> find(Pattern pattern) {
    return log.stream().map(pattern::matcher).filter(Matcher::find).findFirst();
  }

  private interface Question<T> {
    Optional<T> ask() throws IOException;
  }

  private <T> T whileAlive(String what, Question<T> question) {
    return Await.value(
        what,
        () -> {
          Optional<T> answer = question.ask();
          if (answer.isEmpty() && !process.isAlive()) {
            throw new AssertionError("ended before there was " + what + ":\n" + text());
          }
          return answer;
        });
  }

  private String text() {
    return String.join("\n", log);
  }

  int port() {
    return Integer.parseInt(awaitLog(LISTENING.pattern()).group(1));
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /** Gets a page, with headers as name, value, name, value. */
  HttpResponse<byte[]> get(String path, String... headers) {
    return send("GET", path, headers);
  }

  /** Sends a request without a body. */
  HttpResponse<byte[]> send(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(Await.BOUND)
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(text(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  String text(String path) {
    return new String(get(path).body(), StandardCharsets.UTF_8);
  }

  /**
   * What {@code /metrics} says; waits for the page, which is there once its exporter has started.
   */
  Metrics metrics() {
    HttpResponse<byte[]> page =
        Await.value(
            "there is a page /metrics",
            () -> Optional.of(get("/metrics")).filter(answer -> answer.statusCode() != 404));
    return Metrics.parse(new String(page.body(), StandardCharsets.UTF_8));
  }

  /** Waits until a sample of {@code /metrics} has a value; labels as name, value, name, value. */
  void awaitMetric(double value, String name, String... labels) {
    Await.until(
        name + " " + List.of(labels) + " is " + value,
        () -> metrics().find(name, labels).filter(found -> found == value).isPresent());
  }

  JsonNode json(String path) {
    try {
      return JSON.readTree(get(path).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until every channel has been scanned once, and every exporter is at work. */
  AgentProcess awaitReady() {
    Await.until(
        "/health/ready",
        () -> {
          HttpResponse<byte[]> answer = get("/health/ready");
          JsonNode health = JSON.readTree(answer.body());
          boolean up = true;
          for (JsonNode exporter : health.path("exporters")) {
            up &= exporter.path("up").asBoolean();
          }
          return answer.statusCode() == 200 && up;
        });
    return this;
  }

  /** Waits until every stream was scanned completely, by a scan that began after this call. */
  void awaitCompleteScan() {
    double now = System.currentTimeMillis() / 1_000.0;
    Await.until("a complete scan of every stream", () -> oldestSuccess() > now);
  }

  private double oldestSuccess() {
    return metrics().family("segwatch_scan_last_success_timestamp_seconds").values().stream()
        .mapToDouble(Double::doubleValue)
        .min()
        .orElse(0);
  }

  /** Sends a signal, such as TERM. */
  void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("kill -" + name + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Ends it at once, as a crash would, and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    if (exitWithin(Duration.ofSeconds(10)).isEmpty()) {
      throw new AssertionError("survives SIGKILL");
    }
  }

  /** Waits for its end; answers the exit status, or nothing if it went on for so long. */
  Optional<Integer> exitWithin(Duration bound) {
    try {
      return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)
          ? Optional.of(process.exitValue())
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    // Under a watcher, such as strace, the agent is another process, which would outlive it.
    List<ProcessHandle> watched = process.descendants().toList();
    if (watched.isEmpty()) {
      process.destroy();
    } else {
      watched.forEach(ProcessHandle::destroy);
    }
    if (exitWithin(Duration.ofSeconds(10)).isEmpty()) {
      watched.forEach(ProcessHandle::destroyForcibly);
      kill();
    }
  }
}
