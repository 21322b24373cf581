package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.RecordingChange;
import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.webhook.message.Samples;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** No storms (alerts §6). */
class GroupingTest {
  private static final Map<String, String> USUAL =
      Map.of("group-wait", "30s", "group-interval", "5m");

  @AutoClose private final RunningExporter exporter = new RunningExporter();
  private final Receiver receiver = new Receiver(exporter.vertx);

  @Test
  void theFirstGroupIsToldAfterHalfAMinuteTheNextAfterFive() {
    exporter.start(endpoint("pager", receiver.url(), USUAL));
    exporter.log.write(Samples.opened("h_1"));

    assertNothingIsSentFor(Duration.ofSeconds(29));
    exporter.clock.turn(Duration.ofSeconds(1));
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
    exporter.log.write(Samples.opened("h_2"));
    assertNothingIsSentFor(Duration.ofSeconds(299));
    exporter.clock.turn(Duration.ofSeconds(1));

    exporter.awaitAttempts("pager", Outcome.DELIVERED, 2);
  }

  @Test
  void whatThereIsLongAfterTheLastGroupWaitsHalfAMinute() {
    exporter.start(endpoint("pager", receiver.url(), USUAL));
    exporter.log.write(Samples.opened("h_1"));
    exporter.clock.turn(Duration.ofSeconds(30));
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
    exporter.clock.turn(Duration.ofHours(1));

    exporter.log.write(Samples.opened("h_2"));

    assertNothingIsSentFor(Duration.ofSeconds(29));
    exporter.clock.turn(Duration.ofSeconds(1));
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 2);
  }

  @Test
  void twentyTransitionsAreToldOneByOne() {
    exporter.start(endpoint("pager", receiver.url()));

    exporter.log.write(opened(20));

    assertThat(exporter.turnUntil(receiver, 20)).allMatch(post -> post.type().endsWith("opened"));
  }

  @Test
  void moreBecomeOneDigestWithCountsAndTheLongest() {
    exporter.start(endpoint("pager", receiver.url()));

    exporter.log.write(
        holes(10_000, i -> Samples.opened(Samples.hole("h_" + i, Samples.SOURCE, 1_000_000L + i))));

    Receiver.Post digest = receiver.awaitPosts(1).getFirst();
    assertThat(digest.type()).isEqualTo("segwatch.digest");
    assertThat(digest.data().getInteger("transitions")).isEqualTo(10_000);
    assertThat(digest.data().getJsonObject("counts").getInteger("segwatch.hole.opened"))
        .isEqualTo(10_000);
    JsonArray longest = digest.data().getJsonArray("longest");
    assertThat(longest).hasSize(20);
    assertThat(longest.getJsonObject(0).getString("id")).isEqualTo("h_9999");
    assertThat(longest.getJsonObject(19).getString("id")).isEqualTo("h_9980");
    assertThat(digest.body().length()).isLessThan(20_000);
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
    assertNothingIsSentFor(Duration.ofHours(1));
    assertThat(digest.number()).isEqualTo(1);
  }

  @Test
  void aStallIsToldByItselfInAnyStorm() {
    exporter.start(endpoint("pager", receiver.url()));
    LogEvent[] storm = opened(30);
    storm[7] = new RecordingChange(Samples.SOURCE, true, Samples.START);

    exporter.log.write(storm);

    assertThat(exporter.turnUntil(receiver, 2).stream().map(Receiver.Post::type))
        .containsExactlyInAnyOrder("segwatch.recording.stalled", "segwatch.digest");
  }

  @Test
  void aHoleThatIsFilledInItsGroupIsOneMessageThatSaysBoth() {
    exporter.start(endpoint("pager", receiver.url()));

    exporter.log.write(Samples.opened("h_1"), Samples.changed("h_1"), Samples.filled("h_1"));

    assertSaysBoth(receiver.awaitPosts(1).getFirst());
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
    assertNothingIsSentFor(Duration.ofMinutes(1));
  }

  @Test
  void soIsOneThatIsFilledBeforeItsMessageWasEverTried() {
    exporter.start(endpoint("pager", receiver.url()));
    // The second waits for its turn, as one is sent a second.
    exporter.log.write(Samples.opened("h_1"), Samples.opened("h_2"));
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);

    exporter.log.write(Samples.filled("h_2"));
    exporter.clock.awaitLooks();
    exporter.clock.turn(Duration.ofSeconds(1));

    Receiver.Post both = receiver.awaitPosts(2).getLast();
    assertSaysBoth(both);
    assertThat(both.number()).isEqualTo(2);
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 2);
    exporter.log.write(Samples.opened("h_3"));
    assertThat(exporter.turnUntil(receiver, 3).getLast().number()).isEqualTo(3);
  }

  @Test
  void onceTriedAMessageNeverChanges() {
    exporter.tryOnce(receiver, Receiver.status(500), Outcome.SERVER_ERROR, Samples.opened("h_1"));

    exporter.log.write(Samples.filled("h_1"));
    receiver.answer(Receiver.status(204));
    List<Receiver.Post> posts = exporter.turnUntil(receiver, 3);

    assertThat(posts.get(1).body()).isEqualTo(posts.get(0).body());
    assertThat(posts.get(1).id()).isEqualTo(posts.get(0).id());
    assertThat(posts.get(2).type()).isEqualTo("segwatch.hole.filled");
    assertThat(posts.get(2).data().getValue("includes")).isNull();
  }

  @Test
  void whatHappensWhileTheEndpointIsDownIsToldAsOneGroupWhenItIsBack() {
    exporter.tryOnce(receiver, Receiver.status(500), Outcome.SERVER_ERROR, Samples.opened("h_0"));
    for (int i = 1; i <= 30; i++) {
      exporter.log.write(Samples.opened("h_" + i));
      exporter.clock.turn(Duration.ofMinutes(10));
      exporter.clock.awaitLooks();
    }
    assertThat(receiver.posts().stream().map(Receiver.Post::id).distinct()).hasSize(1);
    Await.until(() -> exporter.pending("pager") == 31);

    receiver.answer(Receiver.status(204));
    int before = receiver.posts().size();
    Await.until(() -> {
      exporter.clock.turn(Duration.ofMinutes(1));
      return receiver.posts().size() == before + 2;
    });

    List<Receiver.Post> posts = receiver.posts();
    assertThat(posts.get(before).hole()).isEqualTo("h_0");
    assertThat(posts.getLast().type()).isEqualTo("segwatch.digest");
    assertThat(posts.getLast().data().getInteger("transitions")).isEqualTo(30);
    Await.until(() -> exporter.pending("pager") == 0);
  }

  private static void assertSaysBoth(Receiver.Post post) {
    assertThat(post.type()).isEqualTo("segwatch.hole.filled");
    assertThat(post.data().getJsonArray("includes")).containsExactly("segwatch.hole.opened");
  }

  private static LogEvent[] holes(int count, IntFunction<LogEvent> event) {
    return IntStream.range(0, count).mapToObj(event).toArray(LogEvent[]::new);
  }

  private static LogEvent[] opened(int count) {
    return holes(count, i -> Samples.opened("h_" + i));
  }

  private void assertNothingIsSentFor(Duration duration) {
    int sent = receiver.posts().size();
    exporter.clock.turn(duration);
    exporter.log.write(new LogEvent[0]);
    exporter.log.write(new LogEvent[0]);
    assertThat(receiver.posts()).hasSize(sent);
  }
}
