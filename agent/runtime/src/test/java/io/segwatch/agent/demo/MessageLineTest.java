package io.segwatch.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Messages of alerts §3 as a person reads them. */
class MessageLineTest {
  private static String line(String json) {
    return MessageLine.of(new JsonObject(json)).replaceAll(" +", " ").strip();
  }

  @Test
  void aHoleHasItsLengthStartIdAndWhatIsLeftOfIt() {
    assertThat(
            line(
                """
                {"type":"segwatch.hole.changed",
                 "data":{"channel":"desertbus","quality":"source",
                  "hole":{"id":"h_4q8z1m7c","start":"2026-11-23T20:10:00.000Z",
                          "end":"2026-11-23T20:10:04.500Z","duration_seconds":4.5,
                          "remaining":[["2026-11-23T20:10:00.000Z","2026-11-23T20:10:01.000Z"],
                                       ["2026-11-23T20:10:03.250Z","2026-11-23T20:10:04.500Z"]]}}}
                """))
        .isEqualTo(
            "segwatch.hole.changed desertbus/source"
                + " 4.5 s from 2026-11-23T20:10:00.000Z, 2.25 s left, h_4q8z1m7c");
  }

  @Test
  void aHoleThatIsFilledHasNothingLeft() {
    assertThat(
            line(
                """
                {"type":"segwatch.hole.filled",
                 "data":{"channel":"c","quality":"q",
                  "hole":{"id":"h","start":"T","duration_seconds":10,"remaining":[]}}}
                """))
        .isEqualTo("segwatch.hole.filled c/q 10 s from T, 0 s left, h");
  }

  @Test
  void aDigestHasItsSums() {
    assertThat(
            line(
                """
                {"type":"segwatch.digest",
                 "data":{"channel":"desertbus","holes":12,"hole_seconds":7210.5}}
                """))
        .isEqualTo("segwatch.digest desertbus 12 holes, 7210.5 s in all");
  }

  @Test
  void aStallHasItsLiveEdge() {
    assertThat(
            line(
                """
                {"type":"segwatch.recording.stalled",
                 "data":{"channel":"c","quality":"q","live_edge":"2026-11-23T20:10:00.000Z"}}
                """))
        .isEqualTo("segwatch.recording.stalled c/q edge 2026-11-23T20:10:00.000Z");
  }

  @Test
  void storageHasItsReason() {
    assertThat(
            line(
                """
                {"type":"segwatch.storage.unavailable","data":{"channel":"c","reason":"gone"}}
                """))
        .isEqualTo("segwatch.storage.unavailable c gone");
  }

  @Test
  void whatIsLeftOutIsADash() {
    assertThat(line("{}")).isEqualTo("- - -");
  }
}
