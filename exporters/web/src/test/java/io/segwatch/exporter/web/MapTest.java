package io.segwatch.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StorageFault;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.HoleTransition.Kind;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.testkit.Recording;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapTest extends ServedWeb {
  private static final int BACKFILLED = 5;
  private static final int UNKNOWN = 6;
  private static final int PARTIAL = 1;
  private static final int UNCONFIRMED = 3;
  private static final int MISSING = 8;

  private JsonObject lane(String query) {
    return json("/api/v1/map" + query).getJsonArray("lanes").getJsonObject(0);
  }

  /** A scan that is the same, but for what is given. */
  private static ChannelScan but(
      ChannelScan scan,
      Spans unread,
      Optional<StorageFault> fault,
      Optional<Instant> lastSuccess,
      Duration stallAfter) {
    return but(scan, scan.stream(), unread, fault, lastSuccess, stallAfter);
  }

  private static ChannelScan but(
      ChannelScan scan,
      StreamId stream,
      Spans unread,
      Optional<StorageFault> fault,
      Optional<Instant> lastSuccess,
      Duration stallAfter) {
    return new ChannelScan(
        stream,
        scan.timeline(),
        scan.at(),
        scan.took(),
        unread,
        fault,
        lastSuccess,
        scan.stalled(),
        stallAfter,
        scan.ignoredDirectories(),
        scan.planned());
  }

  private static JsonArray span(long offset, long length, int state) {
    return JsonArray.of(offset, length, state, length);
  }

  @Test
  void saysWhatIsNotFullAndNothingElse() {
    agent.tell(now(threeHours()));

    JsonObject map = json("/api/v1/map");
    JsonObject lane = lane("");

    assertThat(map.getLong("from_us")).isEqualTo(TEN);
    assertThat(map.getLong("to_us")).isEqualTo(TEN + 3 * HOUR);
    assertThat(map.getLong("tolerance_us")).isEqualTo(10_000);
    assertThat(map.getBoolean("complete")).isTrue();
    assertThat(lane.getString("stream")).isEqualTo("desertbus/source");
    assertThat(lane.getString("node")).isEqualTo("store-3");
    assertThat(lane.getBoolean("exact")).isTrue();
    assertThat(lane.getLong("unconfirmed_us")).isEqualTo(30 * MINUTE);
    assertThat(lane.getLong("partial_us")).isEqualTo(30 * MINUTE);
    assertThat(lane.getLong("missing_us")).isZero();
    assertThat(lane.getJsonArray("expected_us"))
        .isEqualTo(JsonArray.of(JsonArray.of(TEN, TEN + 2 * HOUR + 30 * MINUTE)));
    assertThat(lane.getJsonArray("spans"))
        .isEqualTo(
            JsonArray.of(
                span(HOUR, 30 * MINUTE, UNCONFIRMED),
                span(HOUR + 30 * MINUTE, 30 * MINUTE, PARTIAL)));
  }

  /** A hole from 11:00 to 11:30, and windows all around it; bounds belong to what begins there. */
  @ParameterizedTest
  @CsvSource({
    "600, 660, -1, 0", // ends where the hole begins
    "600, 670, 60, 10", // reaches into it
    "665, 675, 0, 10", // lies within
    "660, 690, 0, 30", // the same
    "680, 700, 0, 10", // begins in it
    "690, 720, -1, 0", // begins where it ends
    "600, 780, 60, 30", // around it
  })
  void cutsHolesAtTheWindow(int fromMinute, int toMinute, long offset, long length) {
    agent.tell(now(threeHours()));
    long midnight = TEN - 10 * HOUR;
    String query =
        "?from=" + (midnight + fromMinute * MINUTE) + "&to=" + (midnight + toMinute * MINUTE);

    List<JsonArray> holes =
        lane(query).getJsonArray("spans").stream()
            .map(JsonArray.class::cast)
            .filter(span -> span.getInteger(2) == UNCONFIRMED)
            .toList();

    if (offset < 0) {
      assertThat(holes).isEmpty();
    } else {
      assertThat(holes).containsExactly(span(offset * MINUTE, length * MINUTE, UNCONFIRMED));
    }
    assertThat(lane(query).getLong("unconfirmed_us")).isEqualTo(length * MINUTE);
  }

  @Test
  void aConfirmedHoleIsMissingHereAndHasItsId() {
    agent.tell(now(threeHours()));
    agent
        .holes()
        .write(new HoleTransition(Kind.OPENED, EventsTest.hole("h_1", HoleState.CONFIRMED)));

    assertThat(lane("").getJsonArray("spans").getJsonArray(0))
        .isEqualTo(JsonArray.of(HOUR, 30 * MINUTE, MISSING, 30 * MINUTE, "h_1"));
    assertThat(lane("").getLong("missing_us")).isEqualTo(30 * MINUTE);
  }

  @Test
  void nothingIsExpectedInAPlannedBreak() {
    agent.tell(now(threeHours()));
    Hole open = EventsTest.hole("h_1", HoleState.CONFIRMED);
    agent
        .holes()
        .know(but(open, "h_p", Spans.of(TEN + HOUR, TEN + HOUR + 20 * MINUTE), Cause.PLANNED));
    agent.tell(now(threeHours()));

    assertThat(lane("").getJsonArray("spans").getJsonArray(0))
        .isEqualTo(span(HOUR + 20 * MINUTE, 10 * MINUTE, UNCONFIRMED));
    assertThat(lane("").getJsonArray("expected_us").getJsonArray(0))
        .isEqualTo(JsonArray.of(TEN, TEN + HOUR));
    assertThat(json("/api/v1/edges").getJsonArray("edges").getJsonObject(0).getLong("missing_us"))
        .isEqualTo(10 * MINUTE);
    assertThat(json("/api/v1/hours").getJsonArray("rows").getJsonArray(1).getLong(15))
        .isEqualTo(10 * MINUTE);
  }

  /** The live edge of the recording is at 12:30 on 20 November, the scan at 20:00 on the 23rd. */
  @ParameterizedTest
  @CsvSource({"PT80H, live", "PT79H, idle"})
  void aRecordingGoesOnAsLongAsItsLiveEdgeIsYoungerThanWhatStallsIt(Duration after, String state) {
    ChannelScan scan = now(threeHours());
    agent.tell(but(scan, scan.unread(), scan.fault(), scan.lastSuccess(), after));

    assertThat(json("/api/v1/edges").getJsonArray("edges").getJsonObject(0).getString("state"))
        .isEqualTo(state);
    assertThat(json("/api/v1/meta").getJsonObject("limits").getLong("stall_us"))
        .isEqualTo(after.toSeconds() * 1_000_000);
  }

  @Test
  void ofSeveralRecordingsTheMostThatOneMayStandStillIsTold() {
    ChannelScan scan = now(threeHours());
    for (String quality : List.of("480p", "source", "720p")) {
      Duration after = Duration.ofMinutes(quality.equals("source") ? 90 : 5);
      StreamId stream = new StreamId("desertbus", quality);
      agent.tell(but(scan, stream, scan.unread(), scan.fault(), scan.lastSuccess(), after));
    }

    assertThat(json("/api/v1/meta").getJsonObject("limits").getLong("stall_us"))
        .isEqualTo(90 * MINUTE);
  }

  @Test
  void whatWasFilledIsBackfilledAlsoAfterARestart() {
    agent.tell(now(threeHours()));
    agent
        .holes()
        .write(
            new HoleTransition(Kind.OPENED, EventsTest.hole("h_1", HoleState.CONFIRMED)),
            new HoleTransition(Kind.FILLED, EventsTest.hole("h_1", HoleState.FILLED)));
    agent.tell(now(threeHours().hour("2026-11-20T11", "00:00-1800-full-cccc.ts")));
    JsonArray backfilled = span(HOUR, 30 * MINUTE, BACKFILLED);

    assertThat(lane("").getJsonArray("spans").getJsonArray(0)).isEqualTo(backfilled);

    agent.stop();
    start();
    assertThat(lane("").getJsonArray("spans").getJsonArray(0)).isEqualTo(backfilled);
  }

  @Test
  void whatIsPlannedLaterWasNotFilled() {
    agent.tell(now(threeHours()));
    Hole open = EventsTest.hole("h_1", HoleState.CONFIRMED);
    Spans planned = Spans.of(TEN + HOUR + 15 * MINUTE, TEN + HOUR + 30 * MINUTE);
    Hole less = but(open, "h_1", open.remaining().minus(planned), Cause.MISSING);
    agent.holes().know(but(open, "h_p", planned, Cause.PLANNED));
    agent
        .holes()
        .write(new HoleTransition(Kind.OPENED, open), new HoleTransition(Kind.CHANGED, less));

    assertThat(lane("").getJsonArray("spans"))
        .isEqualTo(
            JsonArray.of(
                JsonArray.of(HOUR, 15 * MINUTE, MISSING, 15 * MINUTE, "h_1"),
                span(HOUR + 30 * MINUTE, 30 * MINUTE, PARTIAL)));
  }

  private static Hole but(Hole hole, String id, Spans remaining, Cause cause) {
    return new Hole(
        id,
        hole.stream(),
        hole.start(),
        hole.end(),
        remaining,
        hole.revision(),
        hole.state(),
        hole.seen(),
        hole.confirmed(),
        hole.ended(),
        Optional.of(cause));
  }

  @Test
  void anHourThatCannotBeReadIsUnknownWhereNothingWorseIsKnown() {
    ChannelScan scan = now(threeHours());
    agent.tell(
        but(
            scan,
            Spans.of(TEN + HOUR, TEN + 3 * HOUR),
            Optional.empty(),
            scan.lastSuccess(),
            scan.stallAfter()));

    assertThat(lane("").getJsonArray("spans"))
        .isEqualTo(
            JsonArray.of(
                span(HOUR, 30 * MINUTE, UNCONFIRMED),
                span(HOUR + 30 * MINUTE, 30 * MINUTE, PARTIAL),
                span(2 * HOUR, HOUR, UNKNOWN)));
    assertThat(lane("").getBoolean("complete")).isFalse();
    assertThat(json("/api/v1/map").getBoolean("complete")).isFalse();
  }

  @Test
  void sinceStorageIsAwayNothingIsKnown() {
    ChannelScan scan = now(threeHours());
    agent.tell(
        but(
            scan,
            Spans.NONE,
            Optional.of(new StorageFault("desertbus", StorageFault.Reason.NOT_FOUND, "is away")),
            Optional.of(Recording.NOW),
            scan.stallAfter()));

    assertThat(lane("").getLong("unknown_from_us"))
        .isEqualTo(Recording.NOW.getEpochSecond() * 1_000_000);
  }

  @Test
  void nothingIsKnownOnceScansDoNotComeAnyMore() {
    agent.tell(now(threeHours()));
    assertThat(lane("").getLong("unknown_from_us")).isNull();

    agent.clock().turn(Duration.ofMinutes(6));

    assertThat(lane("").getLong("unknown_from_us")).isNotNull();
  }

  @Test
  void nothingIsExpectedWhileOffAir() {
    agent.tell(
        now(
            new Recording()
                .hour("2026-11-20T10", "00:00-3600-full-aaaa.ts")
                .hour("2026-11-22T10", "00:00-3600-full-aaaa.ts")));

    assertThat(lane("").getJsonArray("expected_us"))
        .isEqualTo(
            JsonArray.of(
                JsonArray.of(TEN, TEN + HOUR), JsonArray.of(TEN + 48 * HOUR, TEN + 49 * HOUR)));
    assertThat(lane("").getJsonArray("spans")).isEmpty();
  }

  @Test
  void aHoleOverHoursIsOneSpan() {
    agent.tell(
        now(
            new Recording()
                .hour("2026-11-20T10", "00:00-1800-full-aaaa.ts")
                .hour("2026-11-20T14", "10:00-600-full-aaaa.ts")));

    assertThat(lane("").getJsonArray("spans"))
        .isEqualTo(JsonArray.of(span(30 * MINUTE, 3 * HOUR + 40 * MINUTE, UNCONFIRMED)));
  }

  @Test
  void isMadeCoarserWhereThereIsTooMuch() {
    Recording recording = new Recording();
    for (int minute = 0; minute < 60; minute++) {
      recording.hour("2026-11-20T10", "%02d:00-57-full-aaaa.ts".formatted(minute));
    }
    agent.tell(now(recording));

    assertThat(lane("").getJsonArray("spans")).hasSize(59);
    assertThat(lane("?max=59").getBoolean("exact")).isTrue();
    JsonObject coarse = lane("?max=58");
    assertThat(coarse.getBoolean("exact")).isFalse();
    assertThat(coarse.getLong("bin_us")).isEqualTo(64_000_000);
    assertThat(coarse.getLong("unconfirmed_us")).isEqualTo(59 * 3_000_000L);
    assertThat(coarse.getJsonArray("spans"))
        .isEqualTo(
            JsonArray.of(
                JsonArray.of(57_000_000L, 58 * MINUTE + 3_000_000, UNCONFIRMED, 59 * 3_000_000)));
  }

  @Test
  void isThereBeforeAnythingIsRecorded() {
    assertThat(json("/api/v1/map").getJsonArray("lanes")).isEmpty();

    agent.tell(now(new Recording()));
    assertThat(lane("").getJsonArray("expected_us")).isEmpty();
    assertThat(lane("").getLong("edge_us")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "stream=desertbus/source, 1",
    "stream=desertbus/480p, 0",
    "channel=desertbus, 1",
    "channel=other&channel=desertbus, 1",
    "quality=480p, 0",
    "node=store-3, 1",
    "node=store-4, 0",
  })
  void hasTheLanesAskedFor(String query, int lanes) {
    agent.tell(now(threeHours()));

    assertThat(json("/api/v1/map?" + query).getJsonArray("lanes")).hasSize(lanes);
  }
}
