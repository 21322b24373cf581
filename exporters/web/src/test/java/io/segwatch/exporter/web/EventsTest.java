package io.segwatch.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.HoleTransition.Kind;
import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.testkit.FakeAgent.Answer;
import io.segwatch.exporter.testkit.Recording;
import io.segwatch.exporter.web.Listener.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest extends ServedWeb {
  @Test
  void beginWithWhoSpeaksAndHowEveryRecordingStands() {
    agent.tell(threeHours().scan());

    try (Listener listener = Listener.of(agent)) {
      listener.await("edge");

      assertThat(listener.status()).isEqualTo(200);
      assertThat(listener.header("content-type")).isEqualTo("text/event-stream");
      assertThat(listener.header("cache-control")).isEqualTo("no-store");
      assertThat(listener.header("x-accel-buffering")).isEqualTo("no");
      assertThat(listener.events().getFirst().name()).isEqualTo("hello");
      assertThat(listener.events().getFirst().data().getString("boot"))
          .isEqualTo(json("/api/v1/meta").getString("boot"));
      assertThat(listener.await("edge").data().getJsonArray("edges"))
          .isEqualTo(json("/api/v1/edges").getJsonArray("edges"));
    }
  }

  @Test
  void tellOfTheHoursThatChanged() {
    agent.tell(threeHours().scan());

    try (Listener listener = Listener.of(agent)) {
      listener.await("edge");
      agent.tell(threeHours().hour("2026-11-20T12", "30:00-60-full-bbbb.ts").scan());

      Event hour = listener.await("hour");
      assertThat(hour.data().getLong("hour_us")).isEqualTo(TEN + 2 * HOUR);
      assertThat(hour.data().getJsonArray("row"))
          .isEqualTo(json("/api/v1/hours").getJsonArray("rows").getJsonArray(2));
      assertThat(listener.events("hour")).hasSize(1);
    }
  }

  @Test
  void tellEachHoleEventOnceHoweverOftenTheListenerComesBack() {
    agent.tell(threeHours().scan());
    String id;
    try (Listener listener = Listener.of(agent)) {
      listener.await("edge");
      agent.holes().write(new HoleTransition(Kind.OPENED, hole("h_1", HoleState.CONFIRMED)));
      Event event = listener.await("hole");
      assertThat(event.data().getString("op")).isEqualTo("open");
      assertThat(event.data().getJsonObject("hole").getString("id")).isEqualTo("h_1");
      listener.await("hour", hour -> hour.getLong("hour_us") == TEN + HOUR);
      id = listener.lastId();
    }

    agent.holes().write(new HoleTransition(Kind.OPENED, hole("h_2", HoleState.CONFIRMED)));
    agent.holes().write(new HoleTransition(Kind.FILLED, hole("h_1", HoleState.FILLED)));
    try (Listener listener = Listener.of(agent, "Last-Event-ID", id)) {
      listener.await("hole", hole -> hole.getString("op").equals("fill"));
      assertThat(listener.events("hole"))
          .extracting(event -> event.data().getJsonObject("hole").getString("id"))
          .containsExactly("h_2", "h_1");
      assertThat(listener.events("resync")).isEmpty();
    }
  }

  @Test
  void tellWhatWasMissedAfterARestartToo() {
    agent.tell(threeHours().scan());
    String id;
    try (Listener listener = Listener.of(agent)) {
      listener.await("edge");
      agent.holes().write(new HoleTransition(Kind.OPENED, hole("h_1", HoleState.CONFIRMED)));
      listener.await("hole");
      id = listener.lastId();
    }
    agent.stop();
    agent.holes().write(new HoleTransition(Kind.FILLED, hole("h_1", HoleState.FILLED)));
    agent.clock().turn(Duration.ofSeconds(30));
    start();

    try (Listener listener = Listener.of(agent, "Last-Event-ID", id)) {
      listener.await("hole");
      listener.await("resync");
      listener.await("edge");
      assertThat(listener.events("hole"))
          .singleElement()
          .satisfies(event -> assertThat(event.data().getString("op")).isEqualTo("fill"));
    }
  }

  @Test
  void tellManyHoleEventsThatWereMissedInOrder() {
    agent.tell(threeHours().scan());
    String id;
    try (Listener listener = Listener.of(agent)) {
      id = listener.await("edge").id();
    }
    for (int i = 0; i < 1_000; i++) {
      agent.holes().write(new HoleTransition(Kind.OPENED, hole("h_" + i, HoleState.CONFIRMED)));
    }

    try (Listener listener = new Listener(agent, "/api/v1/events?after=" + id, new String[0])) {
      Await.until(() -> listener.events("hole").size() >= 1_000);
      assertThat(listener.events("hole"))
          .extracting(event -> event.data().getJsonObject("hole").getString("id"))
          .containsExactlyElementsOf(IntStream.range(0, 1_000).mapToObj(i -> "h_" + i).toList());
    }
  }

  @Test
  void tellHoursThatChangedMeanwhileAsTheyAreNow() {
    agent.tell(threeHours().scan());
    String id;
    try (Listener listener = Listener.of(agent)) {
      agent.tell(threeHours().hour("2026-11-20T12", "30:00-2-full-bbbb.ts").scan());
      id = listener.await("hour").id();
    }
    Recording later = threeHours().hour("2026-11-20T12", "30:00-9-full-bbbb.ts");
    agent.tell(later.scan());

    try (Listener listener = Listener.of(agent, "Last-Event-ID", id)) {
      Event hour = listener.await("hour");
      assertThat(hour.data().getJsonArray("row").getLong(5)).isEqualTo(1_809_000_000);
      assertThat(listener.events("resync")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "other.5.1795464847120", "k3v9.999.1795464847120", "..", "k3v9.0.5"})
  void askForEverythingAgainWhereTheIdMeansNothingHere(String id) {
    agent.tell(threeHours().scan());
    agent.holes().write(new HoleTransition(Kind.OPENED, hole("h_1", HoleState.CONFIRMED)));

    try (Listener listener = Listener.of(agent, "Last-Event-ID", id)) {
      listener.await("resync");
      listener.await("edge");
    }
  }

  @Test
  void askForEverythingAgainWhenAStreamComesOrGoes() {
    agent.tell(threeHours().scan());

    try (Listener listener = Listener.of(agent)) {
      listener.await("edge");
      agent.tell(Recording.scanOf(new StreamId("desertbus", "480p"), threeHours().timeline()));
      listener.await("resync", event -> event.getString("reason").equals("desertbus/480p is new"));
    }
  }

  @Test
  void areOnlyOfTheStreamsAskedFor() {
    agent.tell(threeHours().scan());

    try (Listener none = new Listener(agent, "/api/v1/events?stream=desertbus/480p");
        Listener all = Listener.of(agent)) {
      all.await("edge");
      none.await("hello");
      agent.holes().write(new HoleTransition(Kind.OPENED, hole("h_1", HoleState.CONFIRMED)));
      all.await("hole");
      none.await("tick");
      assertThat(none.events()).extracting(Event::name).containsOnly("hello", "tick");
    }
  }

  @Test
  void anHourThatChangesAllTheTimeIsToldNowAndThen() {
    agent.tell(threeHours().scan());

    try (Listener listener = Listener.of(agent)) {
      listener.await("edge");
      Recording recording = threeHours();
      for (int second = 0; second < 40; second++) {
        recording.hour("2026-11-20T12", "30:%02d-1-full-bbbb.ts".formatted(second));
        agent.tell(recording.scan());
      }
      listener.await("hour", hour -> hour.getJsonArray("row").getLong(5) == 1_840_000_000);
      assertThat(listener.events("hour")).hasSizeLessThanOrEqualTo(10); // of 40
    }
  }

  @Test
  void areForSoManyListenersAtATime() {
    List<Listener> listeners = new ArrayList<>();
    try {
      for (int i = 0; i < 32; i++) {
        listeners.add(Listener.of(agent));
      }
      Answer refused = agent.get("/api/v1/events");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.headers().get("retry-after")).isNotEmpty();

      listeners.removeFirst().close();
      Await.until(() -> {
        try (Listener next = Listener.of(agent)) {
          return next.status() == 200;
        }
      });
    } finally {
      listeners.forEach(Listener::close);
    }
  }

  @Test
  void oneThatNeverReadsHoldsUpNobody() {
    agent.tell(threeHours().scan());
    try (Listener never = Listener.of(agent);
        Listener other = Listener.of(agent)) {
      never.pause();
      other.await("edge");
      HoleTransition[] many = new HoleTransition[5_000];
      for (int i = 0; i < many.length; i++) {
        many[i] = new HoleTransition(Kind.OPENED, hole("h_" + i, HoleState.CONFIRMED));
      }
      agent.holes().write(many);

      Await.until(() -> other.events("hole").size() == many.length);
      assertThat(json("/api/v1/map").getJsonArray("lanes")).hasSize(1);
    }
  }

  @Test
  void endWithTheExporter() {
    try (Listener listener = Listener.of(agent)) {
      listener.await("hello");
      agent.stop();
      Await.until(listener::hasEnded);
    }
  }

  static Hole hole(String id, HoleState state) {
    return new Hole(
        id,
        Recording.STREAM,
        TEN + HOUR,
        TEN + HOUR + 30 * MINUTE,
        state.isEnd() ? Spans.NONE : Spans.of(TEN + HOUR, TEN + HOUR + 30 * MINUTE),
        1,
        state,
        Recording.NOW,
        Optional.of(Recording.NOW),
        state.isEnd() ? Optional.of(Recording.NOW) : Optional.empty(),
        Optional.of(Cause.MISSING));
  }
}
