package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand requests at random to a running agent, byte for byte as nobody should send them. */
class FuzzIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");
  private static final long SEED = 20_261_126;
  private static final int CLIENTS = 8;
  private static final int REQUESTS = 1_250;
  private static final Set<Integer> EXPECTED =
      Set.of(200, 206, 304, 400, 401, 404, 405, 406, 413, 414, 431, 503);

  private static final List<String> METHODS =
      List.of("GET", "GET", "GET", "GET", "GET", "HEAD", "POST", "DELETE", "OPTIONS", "BREW");

  private static final List<String> PATHS =
      List.of(
          "/",
          "/table",
          "/metrics",
          "/health/live",
          "/health/ready",
          "/openapi.yaml",
          "/assets/x.js",
          "/maps/chan/source.png",
          "/maps/chan/%00.png",
          "/maps/..%2f..%2fetc/passwd.png",
          "/coverage-maps/chan_source_coverage.png",
          "/segments/coverage-maps/chan_source_coverage.png",
          "/api/v1/meta",
          "/api/v1/map",
          "/api/v1/hours",
          "/api/v1/holes",
          "/api/v1/holes.csv",
          "/api/v1/segments",
          "/api/v1/edges",
          "/api/v1/events",
          "/api/v1/%ff",
          "//",
          "/%",
          "*");

  private static final List<String> NAMES =
      List.of(
          "from", "to", "stream", "channel", "quality", "node", "max", "state", "min", "orderby",
          "limit", "cursor", "format", "after", "pixel", "rows", "name[]", "x");

  private static final List<String> VALUES =
      List.of(
          "",
          "0",
          "-1",
          "2",
          "chan/source",
          "chan",
          "source",
          "a/b/c",
          "1762743600000000",
          "1762747200000000",
          "-9007199254740991",
          "99999999999999999999",
          "2025-11-10T03",
          "2025-11-10T04:30+01:00",
          "9999-12-31",
          "open",
          "-duration",
          "csv",
          "4000",
          "999999999999d",
          "NaN",
          "\u202e",
          "\0",
          "%",
          "x".repeat(5_000),
          "'; drop table hole",
          "<b>");

  private static final List<String> HEADERS =
      List.of(
          "accept: application/openmetrics-text",
          "accept: nonsense/",
          "accept-encoding: gzip;q=x",
          "if-none-match: *",
          "if-none-match: \"\"\"",
          "range: bytes=9-1",
          "last-event-id: a.b.c",
          "content-length: 5\r\n\r\nhello",
          "transfer-encoding: chunked\r\n\r\n0",
          "expect: 100-continue",
          "authorization: Basic !",
          "x: " + "y".repeat(9_000),
          "no colon",
          ": nameless");

  @TempDir private Path scratch;

  @Test
  void nothingThatIsAskedForBreaksAnything() throws Exception {
    Path base = scratch.resolve("segments");
    Recording recording =
        new Recording(base, "chan", "source").record(FIRST, FIRST.plus(Duration.ofMinutes(20)));
    try (AgentProcess agent = AgentConfig.in(scratch, base).start().awaitReady();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> asking =
          IntStream.range(0, CLIENTS)
              .<Future<?>>mapToObj(
                  client -> clients.submit(() -> ask(agent.port(), new Random(SEED + client))))
              .toList();
      for (Future<?> each : asking) {
        await(each);
      }

      recording.record(FIRST.plus(Duration.ofMinutes(30)), FIRST.plus(Duration.ofMinutes(31)));
      agent.awaitMetric(1, "segwatch_holes", "channel", "chan", "quality", "source", "kind", "raw");
      assertThat(agent.log()).noneMatch(line -> line.contains(" ERROR "));
    }
  }

  private static void await(Future<?> asking) throws InterruptedException {
    try {
      asking.get();
    } catch (ExecutionException e) {
      throw new AssertionError("seed " + SEED, e);
    }
  }

  private static void ask(int port, Random random) {
    for (int i = 0; i < REQUESTS; i++) {
      String request = request(random);
      try {
        check(request, answer(port, request));
      } catch (IOException e) {
        throw new AssertionError(request.substring(0, Math.min(200, request.length())), e);
      }
    }
  }

  private static void check(String request, String answer) {
    if (answer.isEmpty()) {
      return; // what is no HTTP may be left without an answer
    }
    String asked = request.replaceAll("x{100,}", "x…").replaceAll("y{100,}", "y…");
    assertThat(answer).as(asked).matches("(?s)HTTP/1\\.[01] \\d{3} .*");
    assertThat(EXPECTED).as(asked).contains(Integer.valueOf(answer.substring(9, 12)));
    assertThat(answer).as(asked).doesNotContain("Exception", "\tat ");
  }

  private static String request(Random random) {
    StringJoiner query = new StringJoiner("&");
    for (int i = random.nextInt(4); i > 0; i--) {
      String value = any(VALUES, random);
      boolean raw = random.nextInt(20) == 0;
      query.add(
          any(NAMES, random)
              + "="
              + (raw ? value : URLEncoder.encode(value, StandardCharsets.UTF_8)));
    }
    StringBuilder request =
        new StringBuilder(any(METHODS, random)).append(' ').append(any(PATHS, random));
    if (query.length() > 0) {
      request.append('?').append(query);
    }
    request.append(" HTTP/1.1\r\nhost: x\r\nconnection: close\r\n");
    if (random.nextInt(3) == 0) {
      request.append(any(HEADERS, random)).append("\r\n");
    }
    return request.append("\r\n").toString();
  }

  private static String any(List<String> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** The whole answer, but for that of a stream of events, of which it is the beginning. */
  private static String answer(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) Await.BOUND.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      InputStream in = new BufferedInputStream(socket.getInputStream());
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        answer.write(next);
        if (request.contains("/events")
            && answer.toString(StandardCharsets.UTF_8).contains("\n\r")) {
          break;
        }
      }
      return answer.toString(StandardCharsets.UTF_8);
    } catch (SocketException refusedWhileWriting) {
      return "";
    }
  }
}
