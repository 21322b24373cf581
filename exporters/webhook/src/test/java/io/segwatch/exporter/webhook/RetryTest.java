package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.webhook.message.Samples;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What fails is tried again (alerts §5). */
class RetryTest {
  private static final Duration SIX_HOURS = Duration.ofHours(6);

  @AutoClose private final RunningExporter exporter = new RunningExporter();
  private final Receiver receiver = new Receiver(exporter.vertx);

  @Test
  void everyAttemptHasTheSameIdAndBodyButItsOwnNumberAndTime() {
    exporter.tryOnce(receiver, Receiver.status(503), Outcome.SERVER_ERROR, Samples.opened("h_1"));

    receiver.answer(Receiver.status(200));
    exporter.clock.turn(Duration.ofSeconds(6));
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);

    List<Receiver.Post> posts = receiver.posts();
    assertThat(posts).hasSize(2);
    assertThat(posts.get(1).id()).isEqualTo(posts.get(0).id());
    assertThat(posts.get(1).body()).isEqualTo(posts.get(0).body());
    assertThat(posts.get(0).headers()).containsEntry("segwatch-attempt", "1");
    assertThat(posts.get(1).headers()).containsEntry("segwatch-attempt", "2");
    assertThat(posts.get(1).timestamp()).isEqualTo(posts.get(0).timestamp().plusSeconds(6));
    assertThat(
            new StandardWebhooks(RunningExporter.SECRET)
                .verifies(
                    posts.get(1).headers(),
                    posts.get(1).body().getBytes(),
                    posts.get(1).timestamp()))
        .isTrue();
  }

  @Test
  void noAttemptIsMadeBeforeItsTime() {
    exporter.tryOnce(receiver, Receiver.status(500), Outcome.SERVER_ERROR, Samples.opened("h_1"));

    assertNothingIsSentFor(Duration.ofMillis(3_999));
  }

  @Test
  void afterSeventyTwoHoursAMessageIsGivenUp() {
    exporter.tryOnce(receiver, Receiver.status(500), Outcome.SERVER_ERROR, Samples.opened("h_1"));

    for (int attempts = 1; exporter.dead("pager") == 0; attempts++) {
      exporter.clock.turn(longest(pauseAfter(attempts)));
      exporter.awaitAttempts("pager", Outcome.SERVER_ERROR, attempts + 1);
    }

    List<Receiver.Post> posts = receiver.posts();
    Duration age = Duration.between(posts.getFirst().timestamp(), posts.getLast().timestamp());
    assertThat(age).isBetween(Duration.ofDays(3), Duration.ofDays(3).plus(longest(SIX_HOURS)));
    // The first, one for each of the nine rungs below six hours, and what of those fits in.
    assertThat(posts).hasSize(1 + 9 + 9);
    assertThat(posts.stream().map(Receiver.Post::id).collect(Collectors.toSet())).hasSize(1);
    Await.until(() -> exporter.pending("pager") == 0);
    assertThat(exporter.dead("pager")).isEqualTo(1);
  }

  private void assertNothingIsSentFor(Duration duration) {
    int sent = receiver.posts().size();
    exporter.clock.turn(duration);
    exporter.clock.awaitLooks();
    assertThat(receiver.posts()).hasSize(sent);
  }

  private static Duration pauseAfter(int attempts) {
    List<Duration> pauses =
        List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4));
    return attempts <= pauses.size() ? pauses.get(attempts - 1) : SIX_HOURS;
  }

  private static Duration longest(Duration pause) {
    return pause.plus(pause.dividedBy(5));
  }

  @Test
  void retryAfterIsHonouredAndHoldsForTheEndpoint() {
    exporter.tryOnce(
        receiver,
        Receiver.status(429, "retry-after", "120"),
        Outcome.THROTTLED,
        Samples.opened("h_1"),
        Samples.opened("h_2"));

    receiver.answer(Receiver.status(204));
    assertNothingIsSentFor(Duration.ofSeconds(119));

    exporter.clock.turn(Duration.ofSeconds(1));
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
    exporter.turnUntil(receiver, 3);
  }

  @Test
  void retryAfterAsADateIsHonoured() {
    exporter.tryOnce(
        receiver,
        Receiver.status(503, "retry-after", "Mon, 23 Nov 2026 20:24:07 GMT"),
        Outcome.SERVER_ERROR,
        Samples.opened("h_1"));

    assertNothingIsSentFor(Duration.ofSeconds(590));

    exporter.clock.turn(Duration.ofSeconds(10));
    receiver.awaitPosts(2);
  }

  @Test
  void retryAfterIsHonouredForAnHourAtMost() {
    exporter.tryOnce(
        receiver,
        Receiver.status(503, "retry-after", "86400"),
        Outcome.SERVER_ERROR,
        Samples.opened("h_1"));

    exporter.clock.turn(Duration.ofHours(1));

    receiver.awaitPosts(2);
  }

  @Test
  void aRefusedMessageIsTriedAgainAfterAnHour() {
    exporter.tryOnce(receiver, Receiver.status(404), Outcome.REFUSED, Samples.opened("h_1"));

    assertNothingIsSentFor(Duration.ofMinutes(47));

    exporter.clock.turn(Duration.ofMinutes(25));
    receiver.awaitPosts(2);
  }

  @Test
  void anEndpointThatIsGoneGetsNothingMore() {
    exporter.tryOnce(
        receiver, Receiver.status(410), Outcome.GONE, Samples.opened("h_1"), Samples.opened("h_2"));

    exporter.clock.turn(Duration.ofHours(100));
    exporter.log.write(Samples.opened("h_3"));

    Await.until(() -> exporter.pending("pager") == 3);
    assertThat(receiver.posts()).hasSize(1);
    assertThat(exporter.dead("pager")).isZero();
  }

  @Test
  void anEndpointThatIsGoneIsTriedAgainWhenConfiguredAnew() {
    exporter.tryOnce(receiver, Receiver.status(410), Outcome.GONE, Samples.opened("h_1"));

    receiver.answer(Receiver.status(204));
    exporter.clock.turn(Duration.ofHours(1));
    exporter.reconfigure(List.of(endpoint("pager", receiver.url("/new"))));

    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
    assertThat(receiver.posts().getLast().headers()).containsEntry("segwatch-attempt", "2");
  }
}
