package io.segwatch.exporter.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.testkit.FakeAgent.Answer;
import io.segwatch.exporter.testkit.Recording;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapAddressTest extends ServedMaps {
  @Test
  void areAskedForAgainAndSentOnlyIfTheyChanged() {
    Answer first = agent.get(MAP);
    String etag = first.headers().get("etag");
    Answer second = agent.get(MAP, "if-none-match", etag);
    agent.tell(threeHours(31));
    Answer third = agent.get(MAP, "if-none-match", etag);

    assertThat(etag).matches("\"[0-9a-f-]{36}\"");
    assertThat(first.headers().get("cache-control")).isEqualTo("no-cache");
    assertThat(second.status()).isEqualTo(304);
    assertThat(second.body().length()).isZero();
    assertThat(second.headers().get("etag")).isEqualTo(etag);
    assertThat(second.headers().get("cache-control")).isEqualTo("no-cache");
    assertThat(third.status()).isEqualTo(200);
    assertThat(third.headers().get("etag")).isNotEqualTo(etag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "\"other\",W/%s,\"third\"", "*"})
  void areNotSentAgainWhateverFormTheConditionHas(String condition) {
    String etag = agent.get(MAP).headers().get("etag");

    assertThat(agent.get(MAP, "if-none-match", condition.formatted(etag)).status()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"other\"", "W/\"other\"", "nonsense"})
  void areSentWhereTheConditionNamesAnother(String condition) {
    assertThat(agent.get(MAP, "if-none-match", condition).status()).isEqualTo(200);
  }

  @Test
  void haveTheSameTagForTheSameContentAcrossScans() {
    String etag = agent.get(MAP).headers().get("etag");

    agent.tell(threeHours(30));

    assertThat(agent.get(MAP).headers().get("etag")).isEqualTo(etag);
    assertThat(agent.get(MAP + "?rows=299").headers().get("etag")).isNotEqualTo(etag);
  }

  @Test
  void answerHeadLikeGetWithoutTheBody() {
    Answer get = agent.get(MAP);

    Answer head = agent.head(MAP);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body().length()).isZero();
    assertThat(head.headers().get("content-length")).isEqualTo("" + get.body().length());
    assertThat(head.headers().get("content-type")).isEqualTo("image/png");
    assertThat(head.headers().get("etag")).isEqualTo(get.headers().get("etag"));
    assertThat(agent.head(MAP, "if-none-match", get.headers().get("etag")).status()).isEqualTo(304);
    assertThat(agent.head("/maps/desertbus/none.png").status()).isEqualTo(404);
  }

  @Test
  void areTheIncumbentsUnderItsAddress() {
    Answer answer = agent.get("/coverage-maps/desertbus_source_coverage.png?1700000000");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(agent.get(MAP).body());
    assertThat(answer.headers().get("etag")).isEqualTo(agent.get(MAP).headers().get("etag"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/maps/desertbus/480p.png",
        "/maps/other/source.png",
        "/maps/desertbus/source",
        "/maps/desertbus/source.jpg",
        "/maps/desertbus/.png",
        "/maps/desertbus",
        "/maps/../desertbus/source.png",
        "/maps/..%2fmaps/source.png",
        "/maps/%2e%2e/%2e%2e/etc/passwd",
        "/maps/../../../../etc/passwd.png",
        "/maps/..%2f..%2f..%2fetc/passwd.png",
        "/maps/desertbus%00/source.png",
        "/maps/desertbus%2Fsource.png",
        "/coverage-maps/..%2fcoverage-maps%2fdesertbus_source_coverage.png",
        "/coverage-maps/../../secret.png",
        "/coverage-maps/secret.png",
        "/coverage-maps/desertbus_source_coverage.png.png",
        "/coverage-maps/desertbus_480p_coverage.png",
        "/coverage-maps/",
      })
  void areOnlyThoseOfKnownStreams(String uri) {
    assertThat(agent.get(uri).status()).isEqualTo(404);
  }

  @Test
  void sayThatThereIsNoSuchStream() {
    Answer answer = agent.get("/maps/desertbus/480p.png?pixel=7");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.body().toJsonObject().getString("detail"))
        .isEqualTo("there is no such stream");
  }

  @ParameterizedTest
  @ValueSource(strings = {MAP, MAP + "?rows=10", "/coverage-maps/desertbus_source_coverage.png"})
  void areNotThereBeforeTheFirstSegment(String uri) {
    agent.tell(new Recording().hour("2026-11-20T10", "00:00-2-temp-.ts").scan());

    Answer answer = agent.get(uri);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body().toJsonObject().getString("detail"))
        .isEqualTo("nothing is recorded of desertbus/source yet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "канал",
        "a b",
        "100%",
        "a+b",
        "é\"<script>",
        "semi;colon",
        "ques?tion",
        "hash#tag",
        "dot.png"
      })
  void areFoundByNamesInWhateverScript(String name) {
    agent.tell(Recording.scanOf(new StreamId(name, name), threeHours(10).timeline()));
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");

    Answer answer = agent.get("/maps/" + encoded + "/" + encoded + ".png");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(agent.get("/coverage-maps/" + encoded + "_" + encoded + "_coverage.png").body())
        .isEqualTo(answer.body());
  }

  @Test
  void areNeverAPathEvenWhereAHostileNameIsKnown() {
    String hostile = "../../etc";
    agent.tell(Recording.scanOf(new StreamId(hostile, "passwd"), threeHours(10).timeline()));

    Answer answer = agent.get("/maps/..%2F..%2Fetc/passwd.png");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().get("content-type")).isEqualTo("image/png");
  }

  @Test
  void areForgottenWithTheirStream() {
    agent.forget(Recording.STREAM);

    assertThat(agent.get(MAP).status()).isEqualTo(404);
    assertThat(agent.get("/coverage-maps/desertbus_source_coverage.png").status()).isEqualTo(404);
  }
}
