package io.segwatch.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.Spans;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.HoleState;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.HoleTransition.Kind;
import io.segwatch.exporter.testkit.Recording;
import io.segwatch.exporter.web.Listener.Event;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
