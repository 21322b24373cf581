package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.e2e.WebhookRecorder.Post;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was told, and what is to be told, outlives the process (alerts §8). */
class RestartIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");
  private static final Instant SECOND = FIRST.plusSeconds(3_600);

  @TempDir Path scratch;

  private final WebhookRecorder receiver = WebhookRecorder.start();
  private Recording recording;
  private AgentConfig config;
  private AgentProcess agent;

  /** How an agent ends. */
  enum End {
    STOPPED,
    KILLED;

    void of(AgentProcess agent) {
      switch (this) {
        case STOPPED -> agent.close();
        case KILLED -> agent.kill();
      }
    }
  }

  @BeforeEach
  void start() {
    Path base = scratch.resolve("segments");
    recording = new Recording(base, "chan", "source").record(FIRST, SECOND.plusSeconds(1_800));
    config = AgentConfig.in(scratch, base).endpoint("ops", receiver.url("ops"));
    agent = config.start().awaitReady();
    receiver.awaitPost("ops", "digest");
  }

  @AfterEach
  void stop() {
    agent.close();
    receiver.close();
  }

  /** Ends the agent once it has nothing more to tell, and starts it after something was done. */
  private void restart(End end, Runnable between) {
    agent.awaitMetric(0, "segwatch_webhook_outbox_pending", "endpoint", "ops");
    end.of(agent);
    between.run();
    agent = config.start().awaitReady();
  }

  /** Makes a hole: had there been anything else to tell before it, that would be told by then. */
  private void assertTold(String... types) {
    agent.awaitCompleteScan();
    recording.add(SECOND.plusSeconds(2_400), Recording.SEGMENT);
    Instant start = SECOND.plusSeconds(1_800);
    Await.until(
        "the last hole is told",
        () ->
            receiver.posts("ops").stream()
                .anyMatch(post -> post.data().at("/hole/start").asText().equals(text(start))));
    List<Post> posts = receiver.posts("ops");
    assertThat(posts).extracting(Post::id).doesNotHaveDuplicates();
    assertThat(posts.subList(1, posts.size() - 1)).extracting(Post::type).containsExactly(types);
    assertThat(posts)
        .extracting(post -> post.data().path("endpoint_sequence").asInt())
        .isSorted()
        .endsWith(posts.size());
  }

  private static String text(Instant moment) {
    return moment.toString().replace("Z", ".000Z");
  }

  private void lose(int second) {
    recording.lose(SECOND.plusSeconds(second), SECOND.plusSeconds(second + 60));
  }

  private void restore(int second) {
    recording.record(SECOND.plusSeconds(second), SECOND.plusSeconds(second + 60));
  }

  @ParameterizedTest
  @EnumSource
  void whereNothingChangesNothingIsTold(End end) {
    lose(600);
    receiver.awaitPost("ops", "hole.opened");

    restart(end, () -> {});
    restart(end, () -> {});

    assertTold("hole.opened");
  }

  @ParameterizedTest
  @EnumSource
  void aHoleThatOpensMeanwhileIsToldOnce(End end) {
    restart(end, () -> lose(600));
    receiver.awaitPost("ops", "hole.opened");

    assertTold("hole.opened");
  }

  @ParameterizedTest
  @EnumSource
  void aHoleThatIsFilledMeanwhileIsToldOnce(End end) {
    lose(600);
    receiver.awaitPost("ops", "hole.opened");

    restart(end, () -> restore(600));
    receiver.awaitPost("ops", "hole.filled");

    assertTold("hole.opened", "hole.filled");
    List<Post> posts = receiver.posts("ops");
    assertThat(posts.get(2).data().at("/hole/id")).isEqualTo(posts.get(1).data().at("/hole/id"));
  }

  @ParameterizedTest
  @EnumSource
  void aHoleThatIsFilledAndAnotherOneThatOpensMeanwhileAreToldOnceEach(End end) {
    lose(600);
    receiver.awaitPost("ops", "hole.opened");

    restart(
        end,
        () -> {
          restore(600);
          lose(900);
        });
    receiver.awaitPost("ops", 4);

    agent.awaitCompleteScan();
    assertThat(receiver.posts("ops"))
        .extracting(Post::type)
        .containsExactlyInAnyOrder("digest", "hole.opened", "hole.filled", "hole.opened");
  }
}
