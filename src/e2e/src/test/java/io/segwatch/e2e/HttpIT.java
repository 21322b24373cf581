package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The web server from outside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private AgentProcess agent;

  @BeforeAll
  void start(@TempDir Path scratch) {
    Path base = scratch.resolve("segments");
    Recording recording = new Recording(base, "chan", "source");
    for (int hour = 0; hour < 168; hour++) {
      recording.add(FIRST.plus(Duration.ofHours(hour)), Duration.ofHours(1));
    }
    // Half a second is missing in the middle of a week.
    Instant middle = FIRST.plus(Duration.ofHours(100));
    Recording.delete(recording.segment(middle, Duration.ofHours(1)));
    recording
        .add(middle, Duration.ofMinutes(30))
        .add(middle.plusMillis(1_800_500), Duration.ofMillis(1_799_500));
    agent = AgentConfig.in(scratch, base).start().awaitReady();
  }

  @AfterAll
  void stop() {
    agent.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void onlyReadingIsAllowed(String method) throws IOException {
    HttpResponse<byte[]> answer = agent.send(method, "/metrics");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow").orElse("").split(", *"))
        .containsExactlyInAnyOrder("GET", "HEAD");
    assertProblem(answer, 405);
  }

  /** Each would be a label for as long as the process lives. */
  @Test
  void methodsThatClientsInventLeaveNoTraceInTheMetrics() throws IOException {
    for (int i = 0; i < 20; i++) {
      assertThat(agent.send("INVENTED" + i, "/metrics").statusCode()).isEqualTo(405);
    }

    String metrics = new String(agent.send("GET", "/metrics").body(), StandardCharsets.UTF_8);
    assertThat(metrics).contains("vertx_http_server").doesNotContain("INVENTED");
  }

  @ParameterizedTest
  @CsvSource({
    "/nothing, 404",
    "/maps/chan/480p.png, 404",
    "/maps/nobody/source.png, 404",
    "/coverage-maps/nobody_source_coverage.png, 404",
    "/maps/..%2f..%2fetc/passwd.png, 404",
    "/maps/chan/source.png?pixel=7, 400",
    "/maps/chan/source.png?rows=99999999, 400"
  })
  void anErrorIsAProblemDocument(String path, int status) throws IOException {
    HttpResponse<byte[]> answer = agent.get(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertProblem(answer, status);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("Exception");
  }

  @Test
  void aBodyIsNotTaken() throws IOException {
    HttpResponse<byte[]> answer =
        agent.send(
            HttpRequest.newBuilder(agent.uri("/metrics"))
                .method("GET", HttpRequest.BodyPublishers.ofString("hello"))
                .build());

    assertThat(answer.statusCode()).isEqualTo(413);
    assertProblem(answer, 413);
  }

  @Test
  void aLongAddressAndLongHeadersAreRefused() {
    assertThat(agent.get("/" + "a".repeat(10_000)).statusCode()).isEqualTo(414);
    assertThat(agent.get("/metrics", "x-long", "a".repeat(10_000)).statusCode()).isEqualTo(431);
    assertThat(agent.get("/health/live").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/maps/chan/source.png", "/health/ready"})
  void headIsGetWithoutABody(String path) {
    HttpResponse<byte[]> head = agent.send("HEAD", path);
    HttpResponse<byte[]> get = agent.get(path);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("content-type"))
        .isEqualTo(get.headers().firstValue("content-type"));
  }

  @Test
  void metricsComeInTheFormatThatIsAccepted() {
    HttpResponse<byte[]> text = agent.get("/metrics");
    HttpResponse<byte[]> open =
        agent.get(
            "/metrics", "accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

    assertThat(text.headers().firstValue("content-type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    assertThat(open.headers().firstValue("content-type").orElse(""))
        .startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(new String(open.body(), StandardCharsets.UTF_8)).endsWith("# EOF\n");
  }

  @Test
  void metricsAreCompressedIfThatIsAccepted() throws IOException {
    HttpResponse<byte[]> answer = agent.get("/metrics", "accept-encoding", "gzip");

    assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      Metrics metrics = Metrics.parse(new String(plain.readAllBytes(), StandardCharsets.UTF_8));
      assertThat(metrics.family("segment_count")).hasSize(168 * 4);
      assertThat(answer.body().length).isLessThan(200_000);
    }
  }

  @Test
  void aMapThatIsKnownIsNotSentAgain() {
    HttpResponse<byte[]> first = agent.get("/maps/chan/source.png");
    String tag = first.headers().firstValue("etag").orElseThrow();

    HttpResponse<byte[]> again = agent.get("/maps/chan/source.png", "if-none-match", tag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(agent.get("/maps/chan/source.png", "if-none-match", "\"x\"").body())
        .isEqualTo(first.body());
  }

  @Test
  void aHoleOfHalfASecondIsSeenOnTheMapOfAWeek() {
    Picture week = Picture.read(agent.get("/maps/chan/source.png?pixel=1200&rows=168").body());

    assertThat(week.count(Picture.WHITE)).isEqualTo(1);
    assertThat(week.count(Picture.BLUE)).isEqualTo(168 * 3 - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "2025-11-10T05, 2025-11-10T05, 0, 1800",
    "2025-11-10T02, 2025-11-10T03, 1800, 1800",
    "2025-11-09T00, 2025-11-09T01, 3600, 0",
    "2025-11-17T02, 2025-11-17T03, 1800, 1800",
    "2025-12-01T00, 2025-12-01T00, 1800, 0"
  })
  void aMapOfAWindowAnywhereShowsWhatIsInIt(String from, String to, int white, int blue) {
    Picture window =
        Picture.read(agent.get("/maps/chan/source.png?from=" + from + "&to=" + to).body());

    assertThat(window.count(Picture.WHITE)).isEqualTo(white);
    assertThat(window.count(Picture.BLUE)).isEqualTo(blue);
  }

  @Test
  void clientsThatSayNothingOrTrickleTheirHeadersHoldUpNobody() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 500; i++) {
        slow.add(new Socket(InetAddress.getLoopbackAddress(), agent.port()));
      }
      for (byte letter : "GET /metrics HTTP/1.1\r\nHost".getBytes(StandardCharsets.US_ASCII)) {
        for (Socket socket : slow.subList(0, 50)) {
          OutputStream out = socket.getOutputStream();
          out.write(letter);
          out.flush();
        }
        assertThat(agent.get("/health/live").statusCode()).isEqualTo(200);
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private static void assertProblem(HttpResponse<byte[]> answer, int status) throws IOException {
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotEmpty();
    assertThat(problem.path("detail").asText()).isNotEmpty();
  }
}
