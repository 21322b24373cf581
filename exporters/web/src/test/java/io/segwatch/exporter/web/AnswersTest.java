package io.segwatch.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.Segment;
import io.segwatch.coverage.SegmentType;
import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.testkit.FakeAgent.Answer;
import io.segwatch.exporter.testkit.Recording;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all answers of the programming interface have in common. */
class AnswersTest extends ServedWeb {
  @BeforeEach
  void record() {
    agent.tell(now(threeHours()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/v1/meta", "/api/v1/map", "/api/v1/hours", "/api/v1/edges", "/table"})
  void areSentAgainOnlyOnceSomethingChanged(String uri) {
    Answer first = agent.get(uri);
    String tag = first.headers().get("etag");

    Answer again = agent.get(uri, "if-none-match", tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body().length()).isZero();
    assertThat(again.headers().get("etag")).isEqualTo(tag);

    agent.tell(now(threeHours().hour("2026-11-20T12", "30:00-2-full-bbbb.ts")));
    Answer changed = agent.get(uri, "if-none-match", tag);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.headers().get("etag")).isNotEqualTo(tag);
  }

  @Test
  void areTheSameToTheByteAsLongAsTheirTagIs() {
    Answer first = agent.get("/api/v1/map");
    agent.clock().turn(Duration.ofSeconds(10));
    agent.tell(now(threeHours()));
    // Another object with the same hours: as if the live hour had been listed again.
    Answer second = agent.get("/api/v1/map");

    assertThat(second.headers().get("etag")).isEqualTo(first.headers().get("etag"));
    assertThat(second.body()).isEqualTo(first.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/map", "/api/v1/holes", "/api/v1/holes.csv", "/table", "/"})
  void comePackedWhereThatIsTaken(String uri) throws IOException {
    Answer packed = agent.get(uri, "accept-encoding", "br, gzip");
    Answer plain = agent.get(uri, "accept-encoding", "gzip;q=0");

    assertThat(packed.headers().get("content-encoding")).isEqualTo("gzip");
    assertThat(packed.headers().get("vary")).isEqualTo("Accept-Encoding");
    assertThat(plain.headers().contains("content-encoding")).isFalse();
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed.body().getBytes()))) {
      assertThat(in.readAllBytes()).isEqualTo(plain.body().getBytes());
    }
    if (packed.headers().contains("etag")) {
      assertThat(packed.headers().get("etag")).isNotEqualTo(plain.headers().get("etag"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/meta", "/api/v1/map", "/api/v1/hours", "/api/v1/holes", "/api/v1/holes.csv",
        "/api/v1/edges", "/api/v1/events", "/table", "/", "/openapi.yaml"
      })
  void haveAHeadOfTheirOwn(String uri) {
    Answer head = agent.head(uri);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.headers().get("content-type")).isNotEmpty();
    assertThat(head.body().length()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "map?from=2026-11-01&to=2026-12-02T00:00:00.000001 | from and to are to be at most 31 days"
            + " apart",
        "hours?from=2026-11-20T11&to=2026-11-20T11 | to is to be later than from",
        "map?from=2026-11-20T11&to=2026-11-20T10 | to is to be later than from",
        "map?from=tomorrow | from is to be a time in microseconds since 1970, from"
            + " -9007199254740991 to 9007199254740991, or in ISO 8601, such as 2026-11-15T13 or"
            + " 2026-11-15T14:30+01:00",
        "map?from=9007199254740992 | from is to be a time in microseconds since 1970, from"
            + " -9007199254740991 to 9007199254740991, or in ISO 8601, such as 2026-11-15T13 or"
            + " 2026-11-15T14:30+01:00",
        "map?max=4001 | max is to be a number from 1 to 4000",
        "map?max=1&max=2 | max is given more than once",
        "meta?x | no parameter is taken here",
        "segments?from=1&to=2 | one stream is to be given, as CHANNEL/QUALITY",
        "segments?stream=desertbus/source | from and to are to be given",
        "segments?stream=desertbus/source&from=0&to=900000001 | from and to are to be at most 15"
            + " minutes apart",
      })
  void sayWhatWouldBeRight(String uri, String detail) {
    Answer answer = agent.get("/api/v1/" + uri);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.body().toJsonObject().getString("detail")).isEqualTo(detail);
  }

  @Test
  void take31DaysToTheMicrosecond() {
    assertThat(json("/api/v1/hours?from=2026-11-01&to=2026-12-02").getJsonArray("rows"))
        .hasSize(31 * 24);
  }

  @Test
  void haveTheHoursThatTheWindowTouchesWhole() {
    JsonArray rows =
        json("/api/v1/hours?from=2026-11-20T10:59:59&to=2026-11-20T11:00:00.000001")
            .getJsonArray("rows");

    assertThat(rows.stream().map(row -> ((JsonArray) row).getLong(0)))
        .containsExactly(TEN, TEN + HOUR);
    assertThat(rows.getJsonArray(1).getInteger(3)).isEqualTo(3); // unconfirmed
  }

  @Test
  void tellHoursOfWhichThereIsNothing() {
    JsonArray rows = json("/api/v1/hours?from=2026-11-20T09&to=2026-11-20T14").getJsonArray("rows");

    assertThat(rows.stream().map(row -> ((JsonArray) row).getInteger(3)))
        .containsExactly(7, 0, 3, 0, 7);
  }

  @Test
  void showHostileNamesAsText() {
    String evil = "<b>\u202e\"'";
    agent.tell(Recording.scanOf(new StreamId(evil, "q\n"), threeHours().timeline()));

    Answer meta = agent.get("/api/v1/meta");

    assertThat(
            meta.body()
                .toJsonObject()
                .getJsonArray("streams")
                .getJsonObject(0)
                .getString("channel"))
        .isEqualTo(evil);
    assertThat(meta.text()).isASCII().doesNotContain("\n").contains("\\u202E");
    assertThat(meta.headers().get("x-content-type-options")).isEqualTo("nosniff");
  }

  @Test
  void haveTheSegmentsThemselves() {
    agent.keep(
        Recording.STREAM,
        new Segment(TEN - 1_000_000, 2_000_000, SegmentType.FULL, "59:59-2-full-aaaa.ts"),
        new Segment(TEN + 5_000_000, 2_000_000, SegmentType.PARTIAL, "00:05-2-partial-aaaa.ts"));

    JsonObject answer =
        json("/api/v1/segments?stream=desertbus/source&from=%d&to=%d".formatted(TEN, TEN + MINUTE));

    assertThat(answer.getJsonArray("segments"))
        .isEqualTo(
            JsonArray.of(
                JsonArray.of(-1_000_000, 2_000_000, "full", "59:59-2-full-aaaa.ts"),
                JsonArray.of(5_000_000, 2_000_000, "partial", "00:05-2-partial-aaaa.ts")));
  }

  @Test
  void sayThatSegmentsCannotBeReadNow() {
    Answer answer = agent.get("/api/v1/segments?stream=desertbus/source&from=0&to=5");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text()).doesNotContain("Exception");
    assertThat(agent.get("/api/v1/segments?stream=desertbus/x&from=0&to=5").status())
        .isEqualTo(404);
  }
}
