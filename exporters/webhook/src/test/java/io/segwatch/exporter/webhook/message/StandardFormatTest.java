package io.segwatch.exporter.webhook.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.HoleTransition.Kind;
import io.segwatch.coverage.life.LogEvent.RecordingChange;
import io.segwatch.coverage.life.LogEvent.StorageChange;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.testkit.TurnedClock;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardFormatTest {
  private static final String WORST_NAME = "\u0001".repeat(255);

  private static final Site SITE = new Site("store-3", URI.create("https://store-3:8006"));

  @Test
  void anOpenedHoleIsToldInTheStandardFormat() {
    Buffer body =
        new StandardFormat()
            .write(
                new Notice.Event(entry(1842, Samples.opened("h_4q8z1m7c"))),
                SITE,
                new Place("pager", "x7d2", 611));

    assertThat(body)
        .hasToString(
            """
            {"type":"segwatch.hole.opened","timestamp":"2026-11-23T20:14:07.120Z","schema":1,\
            "data":{"node":"store-3","channel":"desertbus","quality":"source",\
            "hole":{"id":"h_4q8z1m7c","start":"2026-11-23T20:10:00.000Z",\
            "end":"2026-11-23T20:10:04.500Z","duration_seconds":4.5,"revision":1,"state":"open",\
            "seen":"2026-11-23T20:10:05.000Z","confirmed":"2026-11-23T20:15:05.250Z",\
            "cause":"missing",\
            "remaining":[["2026-11-23T20:10:00.000Z","2026-11-23T20:10:04.500Z"]]},\
            "epoch":"k3v9","sequence":1842,"endpoint_epoch":"x7d2","endpoint_sequence":611,\
            "links":{"page":"https://store-3:8006/?h=h_4q8z1m7c",\
            "map":"https://store-3:8006/maps/desertbus/source.png"}}}\
            """);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyTransitionOfAHoleHasItsType(Kind kind) {
    Message message = write(new HoleTransition(kind, Samples.hole("h_1")));

    assertThat(message.type().label()).isEqualTo("segwatch.hole." + kind.label());
    assertThat(message.body().toJsonObject().getString("type")).isEqualTo(message.type().label());
  }

  @Test
  void aFilledHoleSaysWhenAndThatNothingRemains() {
    JsonObject hole = data(Samples.filled("h_1")).getJsonObject("hole");

    assertThat(hole.getString("state")).isEqualTo("filled");
    assertThat(hole.getString("ended")).isEqualTo("2026-11-23T20:20:00.000001Z");
    assertThat(hole.getInteger("revision")).isEqualTo(3);
    assertThat(hole.getJsonArray("remaining")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2026-11-23T20:10:00.000001Z, 0.000001",
    "500_000, 2026-11-23T20:10:00.500Z, 0.5",
    "1_234_560, 2026-11-23T20:10:01.23456Z, 1.23456",
    "20_000_000, 2026-11-23T20:10:20.000Z, 20",
    "36_000_000_000_000, 2028-01-14T12:10:00.000Z, 36000000"
  })
  void microsecondsAreKeptAndNumbersAreWrittenOut(String micros, String end, String seconds) {
    long duration = Long.parseLong(micros.replace("_", ""));
    String body =
        write(Samples.opened(Samples.hole("h_1", Samples.SOURCE, duration))).body().toString();

    assertThat(body).contains("\"end\":\"" + end + "\"", "\"duration_seconds\":" + seconds + ",");
  }

  @Test
  void aStalledRecordingSaysWhereItStands() {
    JsonObject data = data(new RecordingChange(Samples.SOURCE, true, Samples.START + 250_000));

    assertThat(data.getString("channel")).isEqualTo("desertbus");
    assertThat(data.getString("quality")).isEqualTo("source");
    assertThat(data.getString("live_edge")).isEqualTo("2026-11-23T20:10:00.250Z");
    assertThat(data.getJsonObject("links").getString("map"))
        .isEqualTo("https://store-3:8006/maps/desertbus/source.png");
  }

  @ParameterizedTest
  @CsvSource({
    "true, segwatch.recording.stalled, segwatch.storage.available",
    "false, segwatch.recording.resumed, segwatch.storage.unavailable"
  })
  void conditionsHaveATypeForEachWay(boolean way, String recording, String storage) {
    assertThat(EventType.of(new RecordingChange(Samples.SOURCE, way, 0)).label())
        .isEqualTo(recording);
    assertThat(EventType.of(new StorageChange(".", way, "")).label()).isEqualTo(storage);
  }

  @ParameterizedTest
  @CsvSource({"., , ", "desertbus, desertbus, ", "desertbus/source, desertbus, source"})
  void storageSaysWhatIsNotThereAndWhy(String place, String channel, String quality) {
    JsonObject data = data(new StorageChange(place, false, "no such file or directory"));

    assertThat(data.getString("channel")).isEqualTo(channel);
    assertThat(data.getString("quality")).isEqualTo(quality);
    assertThat(data.getString("reason")).isEqualTo("no such file or directory");
  }

  @Test
  void aDigestCountsAndListsTheLongest() {
    JsonObject data = data(baseline(20, "source", List.of(Samples.SOURCE)));

    assertThat(data.getString("channel")).isEqualTo("desertbus");
    assertThat(data.getJsonArray("qualities")).containsExactly("source");
    assertThat(data.getInteger("holes")).isEqualTo(345);
    assertThat(data.getDouble("hole_seconds")).isEqualTo(12.5);
    assertThat(data.getJsonArray("longest")).hasSize(20);
    assertThat(data.getJsonArray("longest").getJsonObject(0).getString("quality"))
        .isEqualTo("source");
    assertThat(data.getJsonArray("stalled")).containsExactly("source");
  }

  @Test
  void ofTenThousandRemainingIntervalsThoseThatFitAreTold() {
    Spans.Builder remaining = new Spans.Builder();
    for (int i = 0; i < 10_000; i++) {
      remaining.add(Samples.START + 2L * i, Samples.START + 2L * i + 1);
    }
    StreamId worst = new StreamId(WORST_NAME, WORST_NAME);
    Hole hole =
        Samples.later(
            Samples.hole("h_1", worst, 20_000), 2, HoleState.CONFIRMED, remaining.build());

    Message message = write(new HoleTransition(Kind.CHANGED, hole));

    JsonObject told = message.body().toJsonObject().getJsonObject("data").getJsonObject("hole");
    JsonArray intervals = told.getJsonArray("remaining");
    assertThat(message.body().length()).isLessThan(Format.BODY_LIMIT);
    assertThat(intervals.size()).isGreaterThan(100);
    assertThat(intervals.size() + told.getInteger("remaining_omitted")).isEqualTo(10_000);
    assertThat(intervals.getJsonArray(0))
        .containsExactly("2026-11-23T20:10:00.000Z", "2026-11-23T20:10:00.000001Z");
  }

  @Test
  void theWorstDigestIsShortEnough() {
    List<StreamId> streams = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      streams.add(new StreamId(WORST_NAME, WORST_NAME));
    }

    Message message = write(baseline(20, WORST_NAME, streams));

    JsonObject data = message.body().toJsonObject().getJsonObject("data");
    assertThat(message.body().length()).isLessThan(Format.BODY_LIMIT);
    assertThat(data.getJsonArray("longest").size() + data.getInteger("longest_omitted"))
        .isEqualTo(20);
    assertThat(data.getJsonArray("stalled").size() + data.getInteger("stalled_omitted"))
        .isEqualTo(1_000);
  }

  @Test
  void theWorstStorageIsShortEnough() {
    String place = WORST_NAME + "/" + WORST_NAME;

    assertThat(write(new StorageChange(place, false, "\u0001".repeat(9_999))).body().length())
        .isLessThan(Format.BODY_LIMIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\\",
        "\",\"hole\":{\"id\":\"h_2\"},\"",
        "a\nb",
        "\u0000",
        "\u2028",
        "</script>",
        "ü",
        "🚌",
        "\uFFFD",
        "../..",
        "a b+c%2F"
      })
  void anyNameIsToldAsItIs(String name) {
    StreamId stream = new StreamId(name, name);
    JsonObject data = data(Samples.opened(Samples.hole("h_1", stream, 1_000_000)));

    assertThat(data.getString("channel")).isEqualTo(name);
    assertThat(data.getString("quality")).isEqualTo(name);
    assertThat(data.getJsonObject("hole").getString("id")).isEqualTo("h_1");
    URI map = URI.create(data.getJsonObject("links").getString("map"));
    assertThat(map.getPath()).isEqualTo("/maps/" + name + "/" + name + ".png");
  }

  @Test
  void anyCharactersAtAllMakeValidJson() {
    Random random = new Random(20261123);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder name = new StringBuilder();
      for (int k = random.nextInt(64); k >= 0; k--) {
        name.append((char) random.nextInt(Character.MAX_VALUE + 1));
      }
      StreamId stream = new StreamId(name.toString(), "source");

      Buffer body = write(Samples.opened(Samples.hole("h_1", stream, 1_000_000))).body();

      assertThat(body.toJsonObject().getJsonObject("data").getString("channel"))
          .isEqualTo(stream.channel());
    }
  }

  @Test
  void aHoleThatEndedBeforeItWasToldIsToldWithItsOpening() {
    JsonObject data =
        data(new Notice.Passed(at(7), TurnedClock.START, (HoleTransition) Samples.filled("h_1")));

    assertThat(data.getJsonArray("includes")).containsExactly("segwatch.hole.opened");
    assertThat(data.getJsonObject("hole").getString("confirmed"))
        .isEqualTo("2026-11-23T20:15:05.250Z");
    assertThat(data.getJsonObject("hole").getString("ended"))
        .isEqualTo("2026-11-23T20:20:00.000001Z");
    assertThat(data.getJsonObject("links").getString("page"))
        .isEqualTo("https://store-3:8006/?h=h_1");
  }

  @Test
  void aHoleToldAgainSaysSo() {
    JsonObject data = data(new Notice.Recovered(at(1), TurnedClock.START, Samples.hole("h_1")));

    assertThat(data.getBoolean("recovered")).isTrue();
    assertThat(data.getJsonObject("hole").getString("state")).isEqualTo("open");
    assertThat(data.getInteger("sequence")).isEqualTo(1);
  }

  @Test
  void aDigestOfTransitionsCountsThemByType() {
    JsonObject data = data(digest(20, Samples.SOURCE));

    assertThat(data.getInteger("transitions")).isEqualTo(1_234);
    assertThat(data.getJsonObject("counts").encode())
        .isEqualTo("{\"segwatch.hole.opened\":1000,\"segwatch.hole.filled\":234}");
    assertThat(data.getJsonArray("longest")).hasSize(20);
    assertThat(data.getJsonArray("longest").getJsonObject(0))
        .contains(
            Map.entry("type", "segwatch.hole.opened"),
            Map.entry("channel", "desertbus"),
            Map.entry("quality", "source"));
    assertThat(data.getLong("first_sequence")).isEqualTo(11);
    assertThat(data.getLong("sequence")).isEqualTo(1_244);
  }

  @Test
  void theWorstDigestOfTransitionsIsShortEnough() {
    Notice notice = digest(20, new StreamId(WORST_NAME, WORST_NAME));

    assertThat(write(notice).length()).isLessThan(Format.BODY_LIMIT);
    assertThat(data(notice).getJsonArray("longest")).isNotEmpty();
  }

  @Test
  void aTestSaysWhoSentItToWhom() {
    assertThat(write(new Notice.Test(TurnedClock.START)))
        .hasToString(
            """
            {"type":"segwatch.test","timestamp":"2026-11-23T20:14:07.120Z","schema":1,\
            "data":{"node":"store-3","endpoint":"pager"}}\
            """);
  }

  private static Notice.Digest digest(int longest, StreamId stream) {
    return new Notice.Digest(
        at(11),
        at(1_244),
        TurnedClock.START,
        Map.of(EventType.HOLE_FILLED, 234, EventType.HOLE_OPENED, 1_000),
        Stream.generate(() -> Samples.hole("h_1", stream, 9_000_000))
            .limit(longest)
            .map(hole -> new HoleTransition(Kind.OPENED, hole))
            .toList());
  }

  private static LogEvent baseline(int holes, String quality, List<StreamId> streams) {
    List<Hole> longest = new ArrayList<>();
    for (int i = 0; i < holes; i++) {
      StreamId stream = new StreamId(streams.getFirst().channel(), quality);
      longest.add(Samples.hole("h_" + i, stream, 9_000_000 - i));
    }
    return new Baseline(streams.getFirst().channel(), streams, 345, 12_500_000, longest, streams);
  }

  private static LogPosition at(long sequence) {
    return new LogPosition("k3v9", sequence);
  }

  private static LogEntry entry(long sequence, LogEvent event) {
    return new LogEntry(at(sequence), TurnedClock.START, event);
  }

  private static Message write(LogEvent event) {
    return Message.of(
        new Notice.Event(entry(1, event)),
        new StandardFormat(),
        SITE,
        new Place("pager", "x7d2", 1));
  }

  private static Buffer write(Notice notice) {
    return new StandardFormat().write(notice, SITE, new Place("pager", "x7d2", 1));
  }

  private static JsonObject data(LogEvent event) {
    return data(new Notice.Event(entry(1, event)));
  }

  private static JsonObject data(Notice notice) {
    return write(notice).toJsonObject().getJsonObject("data");
  }
}
