package io.segwatch.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.life.HoleState;
import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.testkit.FakeAgent.Answer;
import io.segwatch.exporter.testkit.LogOf;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Requests at random, of every answer and every parameter; {@code -Dfuzz.requests=10000} makes more
 * of them, {@code -Dfuzz.seed=…} others.
 */
class FuzzTest extends ServedWeb {
  private static final Set<Integer> EXPECTED = Set.of(200, 304, 400, 404, 414, 503);

  private static final List<String> PATHS =
      List.of("meta", "map", "hours", "holes", "holes.csv", "segments", "edges", "nothing");

  private static final List<String> NAMES =
      List.of(
          "from", "to", "stream", "channel", "quality", "node", "max", "state", "min", "orderby",
          "limit", "cursor", "format", "x");

  private static final List<String> VALUES =
      List.of(
          "",
          "0",
          "-1",
          "1",
          "desertbus/source",
          "desertbus",
          "source",
          "store-3",
          "a/b/c",
          "/",
          "1795168800000000",
          "1795172400000000",
          "9007199254740991",
          "-9007199254740991",
          "99999999999999999999",
          "2026-11-20T10",
          "2026-11-20T11:30+01:00",
          "9999-12-31",
          "open",
          "all",
          "seen,open",
          ",",
          "-duration",
          "csv",
          "json",
          "500",
          "4000",
          "2s",
          "999999999999d",
          "NaN",
          "1e9",
          "\u202e",
          "\0",
          "%",
          "null",
          "x".repeat(3_000),
          "'; drop table hole",
          "<b>");

  private final Random random = new Random(Long.getLong("fuzz.seed", 20_261_125));

  @Test
  void nothingThatIsAskedForBreaksAnything() {
    agent.tell(now(threeHours()));
    agent.holes().know(EventsTest.hole("h_1", HoleState.CONFIRMED));
    Contract contract = Contract.read(agent.vertx());
    int requests = Integer.getInteger("fuzz.requests", 600);
    try (LogOf log = new LogOf(WebExporter.class.getPackage())) {
      for (int i = 0; i < requests; i += 10) {
        Map<String, Future<Answer>> asked = new LinkedHashMap<>();
        for (int k = 0; k < 10; k++) {
          String uri = uri();
          asked.put(
              uri,
              agent.request(
                  random.nextInt(8) == 0 ? HttpMethod.HEAD : HttpMethod.GET, uri, headers()));
        }
        asked.forEach((uri, future) -> {
          Answer answer = Await.result(future);
          assertThat(EXPECTED).as(uri + " " + answer.text()).contains(answer.status());
          assertThat(answer.text()).doesNotContain("Exception", "\tat ");
          if (answer.status() == 400 && answer.body().length() > 0) { // no HEAD
            contract.check(uri.split("\\?", -1)[0], answer);
          }
        });
      }
      assertThat(log.lines()).noneMatch(line -> line.contains("broke off"));
    }
    assertThat(agent.get("/api/v1/map").status()).isEqualTo(200);
  }

  private String uri() {
    String uri = "/api/v1/" + any(PATHS);
    List<String> query = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      query.add(any(NAMES) + "=" + URLEncoder.encode(any(VALUES), StandardCharsets.UTF_8));
    }
    return query.isEmpty() ? uri : uri + "?" + String.join("&", query);
  }

  private String[] headers() {
    return switch (random.nextInt(5)) {
      case 0 -> new String[] {"accept-encoding", any(List.of("gzip", "gzip;q=0", ";;,", "*"))};
      case 1 -> new String[] {"if-none-match", any(List.of("*", "\"x\"", "W/", "\"\"\"", "x"))};
      case 2 -> new String[] {"range", any(List.of("bytes=0-", "bytes=9-1", "x"))};
      default -> new String[0];
    };
  }

  private String any(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
