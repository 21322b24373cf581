package io.segwatch.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.exporter.testkit.FakeAgent.Answer;
import io.segwatch.exporter.testkit.Recording;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HolesTest extends ServedWeb {
  private static final long SECOND = 1_000_000;

  private static Hole hole(String id, StreamId stream, HoleState state, long from, long to) {
    return new Hole(
        id,
        stream,
        TEN + from * SECOND,
        TEN + to * SECOND,
        state.isEnd() ? Spans.NONE : Spans.of(TEN + from * SECOND, TEN + to * SECOND),
        1,
        state,
        Recording.NOW,
        Optional.of(Recording.NOW),
        state.isEnd() ? Optional.of(Recording.NOW) : Optional.empty(),
        Optional.of(Cause.MISSING));
  }

  private static Hole hole(String id, HoleState state, long from, long to) {
    return hole(id, Recording.STREAM, state, from, to);
  }

  private List<String> ids(String query) {
    return json("/api/v1/holes" + query).getJsonArray("holes").stream()
        .map(hole -> ((JsonObject) hole).getString("id"))
        .toList();
  }

  @Test
  void areToldWithAllThatIsKnown() {
    agent.holes().know(hole("h_1", HoleState.CONFIRMED, 10, 14));

    assertThat(json("/api/v1/holes").getJsonArray("holes").getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("id", "h_1")
                .put("stream", "desertbus/source")
                .put("channel", "desertbus")
                .put("quality", "source")
                .put("node", "store-3")
                .put("state", "open")
                .put("from_us", TEN + 10 * SECOND)
                .put("to_us", TEN + 14 * SECOND)
                .put("missing_us", 4 * SECOND)
                .put(
                    "remaining_us",
                    JsonArray.of(JsonArray.of(TEN + 10 * SECOND, TEN + 14 * SECOND)))
                .put("revision", 1)
                .put("first_seen_us", Recording.NOW.toEpochMilli() * 1_000)
                .put("confirmed_us", Recording.NOW.toEpochMilli() * 1_000)
                .put("cause", "missing"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                            | a b c",
        "?state=open                 | a c",
        "?state=seen                 | b",
        "?state=filled,expired       | d e",
        "?state=all                  | a b c d e f",
        "?state=all&min=3s           | d e",
        "?state=all&min=3000000      | d e",
        "?state=all&orderby=-start   | f e d c b a",
        "?state=all&orderby=duration | a b c f d e",
        "?state=all&limit=2          | a b",
        "?stream=desertbus/480p      | c",
        "?quality=480p&state=all     | c",
        "?channel=other              | ''",
        "?node=store-4               | ''",
        "?state=all&from=2026-11-20T10:00:05&to=2026-11-20T10:00:06 | a",
        "?state=all&from=2026-11-20T10:00:06&to=2026-11-20T10:00:10 | ''",
        "?state=all&from=2026-11-20T10:00:11&to=2026-11-20T10:00:31 | b c d",
        "?state=all&from=2026-11-20T10:00:51 | f",
      })
  void areThoseAskedFor(String query, String ids) {
    agent
        .holes()
        .know(
            hole("a", HoleState.CONFIRMED, 5, 6),
            hole("b", HoleState.SEEN, 10, 12),
            hole("c", new StreamId("desertbus", "480p"), HoleState.CONFIRMED, 20, 22),
            hole("d", HoleState.FILLED, 30, 33),
            hole("e", HoleState.EXPIRED, 40, 51),
            hole("f", HoleState.WITHDRAWN, 60, 62));

    assertThat(String.join(" ", ids(query == null ? "" : query))).isEqualTo(ids);
  }

  @Test
  void areCountedByStateOnWhicheverPage() {
    agent
        .holes()
        .know(
            hole("a", HoleState.CONFIRMED, 5, 6),
            hole("b", HoleState.CONFIRMED, 10, 12),
            hole("c", HoleState.FILLED, 20, 23));

    JsonObject answer = json("/api/v1/holes?limit=1");

    assertThat(answer.getJsonArray("holes")).hasSize(1);
    assertThat(answer.getString("next")).isNotNull();
    assertThat(answer.getJsonObject("totals").getJsonObject("open"))
        .isEqualTo(new JsonObject().put("n", 2).put("us", 3 * SECOND));
    assertThat(answer.getJsonObject("totals").getJsonObject("filled").getInteger("n")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "-start", "duration", "-duration", "seen"})
  void areNeitherMissedNorRepeatedByPagesWhileTheyChange(String order) {
    Random random = new Random(order.hashCode());
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      long from = 100L * random.nextInt(1_000);
      agent.holes().know(hole("h_" + i, HoleState.CONFIRMED, from, from + 1 + random.nextInt(50)));
      all.add("h_" + i);
    }
    List<String> seen = new ArrayList<>();
    String next = "";
    int changes = 0;
    do {
      JsonObject page =
          json(
              "/api/v1/holes?limit=7&orderby=" + order + (next.isEmpty() ? "" : "&cursor=" + next));
      page.getJsonArray("holes").forEach(hole -> seen.add(((JsonObject) hole).getString("id")));
      int grown = random.nextInt(60);
      agent.holes().know(hole("h_" + grown, HoleState.CONFIRMED, 50, 5_000 + changes++));
      agent.holes().know(hole("new_" + changes, HoleState.CONFIRMED, 7, 8));
      next = page.getString("next", "");
    } while (!next.isEmpty());

    assertThat(seen).doesNotHaveDuplicates().containsAll(all);
  }

  @Test
  void comeAsATableToo() {
    agent
        .holes()
        .know(
            hole("h_1", HoleState.FILLED, 10, 14),
            hole(
                "h_2",
                new StreamId("=cmd|' /C calc'!A0", "a,\"b\"\u202e"),
                HoleState.SEEN,
                20,
                21));

    Answer table = agent.get("/api/v1/holes.csv?state=all");

    assertThat(table.status()).isEqualTo(200);
    assertThat(table.headers().get("content-type")).startsWith("text/csv;");
    assertThat(table.text().split("\r\n", -1))
        .hasSize(4)
        .contains(
            "h_1,desertbus,source,store-3,filled,missing,2026-11-20T10:00:10Z,"
                + "2026-11-20T10:00:14Z,4,0,1,2026-11-23T20:00:00Z,2026-11-23T20:00:00Z,"
                + "2026-11-23T20:00:00Z,1795168810000000,1795168814000000",
            "h_2,'=cmd|' /C calc'!A0,\"a,\"\"b\"\"\\u202e\",store-3,seen,missing,"
                + "2026-11-20T10:00:20Z,2026-11-20T10:00:21Z,1,1,1,2026-11-23T20:00:00Z,"
                + "2026-11-23T20:00:00Z,,1795168820000000,1795168821000000");
    assertThat(agent.get("/api/v1/holes?state=all&format=csv").body()).isEqualTo(table.body());
  }

  @Test
  void areAllInTheTableHoweverMany() {
    for (int i = 0; i < 1_234; i++) {
      agent.holes().know(hole("h_" + i, HoleState.CONFIRMED, 2L * i, 2L * i + 1));
    }

    assertThat(agent.get("/api/v1/holes.csv").text().lines()).hasSize(1 + 1_234);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state=lost    | state is to be one or several, by comma, of seen, open, filled, expired,"
            + " withdrawn; or all",
        "orderby=end   | orderby is to be one of start, -start, duration, -duration, seen, -seen",
        "limit=501     | limit is to be a number from 1 to 500",
        "min=long      | min is to be a length in microseconds, or with a unit, such as 500ms, 2s"
            + " or 5m",
        "cursor=x      | this is no cursor that a page gave out",
        "from=9&to=9   | to is to be later than from",
        "stream=a/b&stream=c/d | several streams are to be each of some channels in each of some"
            + " qualities",
        "stream=source | stream is to be CHANNEL/QUALITY",
        "offset=3      | unknown parameter 'offset'; there are limit, cursor, format, state, min,"
            + " orderby, from, to, stream, channel, quality, node",
      })
  void sayWhatWouldBeRight(String query, String detail) {
    Answer answer = agent.get("/api/v1/holes?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().toJsonObject().getString("detail")).isEqualTo(detail);
  }
}
