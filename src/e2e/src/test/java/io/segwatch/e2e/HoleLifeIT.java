package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.segwatch.e2e.WebhookRecorder.Post;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Holes made and filled under a running agent, each test in a channel of its own with an endpoint
 * of its own, and what was posted of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class HoleLifeIT {
  /** Long off air by now, so that nothing here is stalled but what is meant to be. */
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");

  private static final Instant SECOND = FIRST.plus(Duration.ofHours(1));
  private static final Instant THIRD = FIRST.plus(Duration.ofHours(2));

  private final WebhookRecorder receiver = WebhookRecorder.start().hang("hung");
  private Path scratch;
  private Path base;
  private AgentProcess agent;

  @BeforeAll
  void start(@TempDir Path folder) {
    scratch = folder;
    base = scratch.resolve("segments");
    recording("life").record(FIRST, minute(THIRD, 5)).record(minute(THIRD, 7), minute(THIRD, 30));
    recording("causes").record(FIRST, minute(SECOND, 30));
    recording("retention").record(FIRST, minute(THIRD, 10));
    recording("beside").record(FIRST, minute(FIRST, 10));
    recording("agree").record(FIRST, minute(FIRST, 10));
    recording("stall").add(Instant.now().minusSeconds(120), Duration.ofSeconds(60));
    AgentConfig config = AgentConfig.in(scratch, base).with("stall-after: 2s");
    for (String channel : List.of("life", "causes", "retention", "beside", "agree", "stall")) {
      config = config.endpoint(channel, receiver.url(channel), "channels: [" + channel + "]");
    }
    agent = config.endpoint("hung", receiver.url("hung"), "timeout: 60s").start().awaitReady();
  }

  @AfterAll
  void stop() {
    agent.close();
    receiver.close();
  }

  private Recording recording(String channel) {
    return new Recording(base, channel, "source");
  }

  private static Instant minute(Instant hour, int minute) {
    return hour.plus(Duration.ofMinutes(minute));
  }

  @Test
  void everyTransitionIsToldOnceAndNothingElse() {
    Recording life = recording("life");
    receiver.awaitPost("life", 1);

    life.lose(minute(SECOND, 10), minute(SECOND, 15));
    receiver.awaitPost("life", 2);
    life.add(minute(SECOND, 12), Recording.SEGMENT);
    receiver.awaitPost("life", 3);
    life.add(minute(SECOND, 10), Duration.ofMinutes(5));
    receiver.awaitPost("life", 4);

    life.add(minute(THIRD, 40), Recording.SEGMENT);
    receiver.awaitPost("life", 5);
    Recording.delete(life.segment(minute(THIRD, 40), Recording.SEGMENT));
    receiver.awaitPost("life", 6);

    life.lose(minute(SECOND, 30), minute(SECOND, 33));
    receiver.awaitPost("life", 7);
    life.lose(FIRST, SECOND);
    Recording.delete(life.hour(FIRST));
    life.lose(SECOND, minute(SECOND, 10)).lose(minute(SECOND, 15), minute(SECOND, 30));
    Recording.delete(life.segment(minute(SECOND, 12), Recording.SEGMENT));
    Recording.delete(life.segment(minute(SECOND, 10), Duration.ofMinutes(5)));
    receiver.awaitPost("life", 8);

    life.add(minute(THIRD, 50), Recording.SEGMENT);
    receiver.awaitPost("life", 9);

    List<Post> posts = receiver.posts("life");
    assertThat(posts)
        .extracting(Post::type)
        .containsExactly(
            "digest",
            "hole.opened",
            "hole.changed",
            "hole.filled",
            "hole.opened",
            "hole.withdrawn",
            "hole.opened",
            "hole.expired",
            "hole.opened");
    assertWellSent(posts, "life");

    JsonNode digest = posts.getFirst().data();
    assertThat(digest.path("channel").asText()).isEqualTo("life");
    assertThat(digest.path("holes").asInt()).isEqualTo(1);
    assertThat(digest.path("hole_seconds").asDouble()).isEqualTo(120);
    JsonNode longest = digest.path("longest").path(0);
    assertThat(instant(longest.path("start"))).isEqualTo(minute(THIRD, 5));
    assertThat(instant(longest.path("end"))).isEqualTo(minute(THIRD, 7));

    HoleInPost lost = new HoleInPost(minute(SECOND, 10), minute(SECOND, 15), "vanished");
    lost.assertIn(posts.get(1), "open", 1, minute(SECOND, 10), minute(SECOND, 15));
    lost.assertIn(
        posts.get(2),
        "open",
        2,
        minute(SECOND, 10),
        minute(SECOND, 12),
        minute(SECOND, 13),
        minute(SECOND, 15));
    lost.assertIn(posts.get(3), "filled", 3);
    HoleInPost missing = new HoleInPost(minute(THIRD, 30), minute(THIRD, 40), "missing");
    missing.assertIn(posts.get(4), "open", 1, minute(THIRD, 30), minute(THIRD, 40));
    missing.assertIn(posts.get(5), "withdrawn", 2);
    HoleInPost old = new HoleInPost(minute(SECOND, 30), minute(SECOND, 33), "vanished");
    old.assertIn(posts.get(6), "open", 1, minute(SECOND, 30), minute(SECOND, 33));
    old.assertIn(posts.get(7), "expired", 2);

    List<String> ids = posts.stream().skip(1).map(HoleInPost::idIn).toList();
    assertThat(ids.get(0)).isEqualTo(ids.get(1)).isEqualTo(ids.get(2));
    assertThat(ids.get(3)).isEqualTo(ids.get(4));
    assertThat(ids.get(5)).isEqualTo(ids.get(6));
    assertThat(ids.stream().distinct()).hasSize(4);
  }

  @Test
  void theCauseIsToldOfEachHole() {
    Recording causes = recording("causes");
    receiver.awaitPost("causes", 1);

    causes.tombstone(minute(SECOND, 5));
    causes.lose(minute(SECOND, 10), minute(SECOND, 11));
    causes.add(minute(SECOND, 40), Recording.SEGMENT);
    receiver.awaitPost("causes", 4);

    List<Post> opened = receiver.posts("causes").subList(1, 4);
    assertThat(opened).extracting(Post::type).containsOnly("hole.opened");
    Map<Instant, String> causeByStart =
        opened.stream()
            .map(post -> post.data().path("hole"))
            .collect(
                Collectors.toMap(
                    hole -> instant(hole.path("start")), hole -> hole.path("cause").asText()));
    assertThat(causeByStart)
        .containsOnly(
            Map.entry(minute(SECOND, 5), "deleted"),
            Map.entry(minute(SECOND, 10), "vanished"),
            Map.entry(minute(SECOND, 30), "missing"));
  }

  @Test
  void retentionDeletingTheOldestHourFileByFileOpensNothing() {
    Recording retention = recording("retention");
    receiver.awaitPost("retention", 1);
    List<Instant> starts = new ArrayList<>(Recording.starts(FIRST, SECOND));
    Collections.shuffle(starts, new Random(20_251_110));

    for (int i = 0; i < starts.size(); i++) {
      Recording.delete(retention.segment(starts.get(i), Recording.SEGMENT));
      if (i % 10 == 0) {
        agent.awaitCompleteScan();
      }
    }
    agent.awaitCompleteScan();
    Recording.delete(retention.hour(FIRST));
    String gone = retention.hour(FIRST).getFileName().toString();
    Await.until(
        "no series of the hour that is gone",
        () ->
            agent.metrics().samples().keySet().stream()
                .map(Metrics.Sample::labels)
                .noneMatch(labels ->
                    gone.equals(labels.get("hour")) && "retention".equals(labels.get("channel"))));

    // A hole that is one: had there been others before it, they would have been told by now.
    retention.add(minute(THIRD, 20), Recording.SEGMENT);
    receiver.awaitPost("retention", "hole.opened");
    assertThat(receiver.posts("retention"))
        .extracting(Post::type)
        .containsExactly("digest", "hole.opened");
    new HoleInPost(minute(THIRD, 10), minute(THIRD, 20), "missing")
        .assertIn(
            receiver.posts("retention").get(1), "open", 1, minute(THIRD, 10), minute(THIRD, 20));
  }

  @Test
  void aHungEndpointDelaysNoOther() {
    receiver.awaitPost("hung", 1);
    receiver.awaitPost("beside", 1);

    recording("beside").add(minute(FIRST, 15), Recording.SEGMENT);
    receiver.awaitPost("beside", "hole.opened");

    assertThat(receiver.waiting("hung")).isPositive();
    Metrics metrics = agent.metrics();
    assertThat(metrics.value("segwatch_webhook_outbox_pending", "endpoint", "hung")).isPositive();
    agent.awaitMetric(0, "segwatch_webhook_outbox_pending", "endpoint", "beside");
    assertThat(agent.metrics().value("segwatch_exporter_up", "exporter", "webhook")).isEqualTo(1);
  }

  @Test
  void metricsMessagesAndReportsTellTheSameHole() throws IOException {
    Recording agree = recording("agree");
    receiver.awaitPost("agree", 1);
    Instant end = minute(FIRST, 10);
    Instant next = end.plusMillis(10);
    agree.add(next, Recording.SEGMENT);
    Instant start = next.plus(Recording.SEGMENT);
    agree.add(start.plusMillis(2_500), Recording.SEGMENT);

    Post post = receiver.awaitPost("agree", "hole.opened");

    JsonNode told = post.data().path("hole");
    assertThat(told.path("duration_seconds").asDouble()).isEqualTo(2.5);
    assertThat(instant(told.path("start"))).isEqualTo(start);
    assertThat(receiver.posts("agree")).hasSize(2);
    Metrics metrics = agent.metrics();
    String[] raw = {"channel", "agree", "quality", "source", "kind", "raw"};
    assertThat(metrics.value("segwatch_holes", raw)).isEqualTo(1);
    assertThat(metrics.value("segwatch_hole_seconds", raw)).isEqualTo(2.5);
    assertThat(
            metrics.value(
                "segwatch_subtolerance_loss_seconds", "channel", "agree", "quality", "source"))
        .isEqualTo(0.01);
    Launch.Finished check =
        Launch.in(scratch, "check", "agree", "--base-dir", base.toString(), "--format", "json")
            .run();
    JsonNode holes = Reports.read(check.out()).get("agree/source").path("holes_us");
    assertThat(holes).hasSize(1);
    long from = start.getEpochSecond() * 1_000_000 + start.getNano() / 1_000;
    assertThat(holes.at("/0/0").asLong()).isEqualTo(from);
    assertThat(holes.at("/0/1").asLong()).isEqualTo(from + 2_500_000);
  }

  @Test
  void aStallIsToldOnceAndEndsWithNewSegments() throws IOException {
    Recording stall = recording("stall");
    Post digest = receiver.awaitPost("stall", 1);
    assertThat(digest.data().path("stalled"))
        .extracting(JsonNode::asText)
        .containsExactly("source");

    Path last;
    try (var files = Files.walk(stall.folder())) {
      last = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    Instant edge = Recording.startOf(last).plusSeconds(60);
    Instant goesOn = Instant.now().plusSeconds(3);
    stall.add(edge, Duration.between(edge, goesOn));
    receiver.awaitPost("stall", 2);
    receiver.awaitPost("stall", 3);
    stall.add(goesOn, Duration.ofMinutes(30));
    receiver.awaitPost("stall", 4);

    assertThat(receiver.posts("stall"))
        .extracting(Post::type)
        .containsExactly("digest", "recording.resumed", "recording.stalled", "recording.resumed");
  }

  private static Instant instant(JsonNode text) {
    return Instant.parse(text.asText());
  }

  private static void assertWellSent(List<Post> posts, String channel) {
    StandardWebhooksVerifier verifier = new StandardWebhooksVerifier(AgentConfig.SECRET);
    Instant now = Instant.now();
    long sequence = 0;
    assertThat(posts).extracting(Post::id).doesNotHaveDuplicates().doesNotContain("");
    for (int i = 0; i < posts.size(); i++) {
      Post post = posts.get(i);
      assertThat(post.method()).isEqualTo("POST");
      assertThat(post.headers().get("content-type")).startsWith("application/json");
      assertThat(verifier.accepts(post.headers(), post.body(), now)).as(post.toString()).isTrue();
      assertThat(post.json().path("schema").asInt()).isEqualTo(1);
      assertThat(instant(post.json().path("timestamp")))
          .isBetween(now.minusSeconds(600), now.plusSeconds(1));
      JsonNode data = post.data();
      assertThat(data.path("node").asText()).isEqualTo(AgentConfig.NODE);
      assertThat(data.path("channel").asText()).isEqualTo(channel);
      assertThat(data.path("epoch").asText())
          .isEqualTo(posts.getFirst().data().path("epoch").asText())
          .isNotEmpty();
      assertThat(data.path("endpoint_sequence").asLong()).isEqualTo(i + 1L);
      assertThat(data.path("sequence").asLong()).isGreaterThan(sequence);
      sequence = data.path("sequence").asLong();
    }
  }

  /** A hole as every message about it is to tell it. */
  private record HoleInPost(Instant start, Instant end, String cause) {
    static String idIn(Post post) {
      return post.data().path("hole").path("id").asText();
    }

    void assertIn(Post post, String state, int revision, Instant... remaining) {
      JsonNode hole = post.data().path("hole");
      assertThat(post.data().path("quality").asText()).isEqualTo("source");
      assertThat(instant(hole.path("start"))).isEqualTo(start);
      assertThat(instant(hole.path("end"))).isEqualTo(end);
      assertThat(hole.path("duration_seconds").decimalValue())
          .isEqualByComparingTo(BigDecimal.valueOf(Duration.between(start, end).toSeconds()));
      assertThat(hole.path("state").asText()).isEqualTo(state);
      assertThat(hole.path("revision").asInt()).isEqualTo(revision);
      assertThat(hole.path("cause").asText()).isEqualTo(cause);
      List<Instant> told = new ArrayList<>();
      hole.path("remaining").forEach(span -> span.forEach(edge -> told.add(instant(edge))));
      assertThat(told).containsExactly(remaining);
      JsonNode links = post.data().path("links");
      assertThat(links.path("page").asText()).contains(idIn(post));
      assertThat(URI.create(links.path("map").asText()).getPath())
          .isEqualTo("/maps/" + post.data().path("channel").asText() + "/source.png");
    }
  }
}
