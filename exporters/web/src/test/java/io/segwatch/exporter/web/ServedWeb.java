package io.segwatch.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.Spans;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.Settings;
import io.segwatch.exporter.testkit.FakeAgent;
import io.segwatch.exporter.testkit.FakeAgent.Answer;
import io.segwatch.exporter.testkit.Recording;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;

/** The exporter on a web server. */
abstract class ServedWeb {
  /** Ten, eleven and twelve o'clock of 20 November 2026, in microseconds. */
  static final long TEN = 1_795_168_800_000_000L;

  static final long MINUTE = 60_000_000L;
  static final long HOUR = 60 * MINUTE;

  @AutoClose final FakeAgent agent = new FakeAgent();

  @BeforeEach
  void start() {
    agent.start(new WebExporterProvider().create(settings()));
  }

  Settings settings() {
    return new Settings(Map.of());
  }

  /** An hour, half an hour of partial segments after a hole of half an hour, and half an hour. */
  static Recording threeHours() {
    return new Recording()
        .hour("2026-11-20T10", "00:00-3600-full-aaaa.ts")
        .hour("2026-11-20T11", "30:00-1800-partial-aaaa.ts")
        .hour("2026-11-20T12", "00:00-1800-full-aaaa.ts");
  }

  /** A scan that was made just now. */
  ChannelScan now(Recording recording) {
    Instant now = agent.clock().instant();
    return new ChannelScan(
        Recording.STREAM,
        recording.timeline(),
        now,
        Duration.ofMillis(3),
        Spans.NONE,
        Optional.empty(),
        Optional.of(now),
        false,
        Duration.ofMinutes(5),
        0,
        Spans.NONE);
  }

  /** An answer that is to be a good one. */
  JsonObject json(String uri) {
    Answer answer = agent.get(uri);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.headers().get("content-type")).isEqualTo("application/json");
    return answer.body().toJsonObject();
  }
}
