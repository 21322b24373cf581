package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.SECRET;
import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.webhook.message.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What outlives the process (alerts §2). */
class RestartTest {
  private static final String NEXT = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @AutoClose private final RunningExporter exporter = new RunningExporter();
  private final Receiver receiver = new Receiver(exporter.vertx);

  @Test
  void aRestartWithNothingChangedTellsNothing() {
    exporter.start(endpoint("pager", receiver.url()));
    exporter.log.write(Samples.opened("h_1"), Samples.opened("h_2"));
    exporter.turnUntil(receiver, 2);
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 2);

    exporter.stop();
    exporter.startAgain();
    exporter.log.write(Samples.opened("h_3"));

    Receiver.Post next = exporter.turnUntil(receiver, 3).getLast();
    assertThat(next.hole()).isEqualTo("h_3");
    assertThat(next.number()).isEqualTo(3);
    assertThat(next.data().getString("endpoint_epoch"))
        .isEqualTo(receiver.posts().getFirst().data().getString("endpoint_epoch"));
  }

  @Test
  void whatHappensWhileItIsDownIsToldOnce() {
    exporter.start(endpoint("pager", receiver.url()));
    exporter.stop();
    exporter.log.write(Samples.opened("h_1"));

    exporter.startAgain();
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
    exporter.stop();
    exporter.startAgain();
    exporter.log.write(Samples.filled("h_1"));

    assertThat(exporter.turnUntil(receiver, 2).stream().map(Receiver.Post::type))
        .containsExactly("segwatch.hole.opened", "segwatch.hole.filled");
  }

  @Test
  void theLadderGoesOnWhereItWas() {
    exporter.tryOnce(receiver, Receiver.status(500), Outcome.SERVER_ERROR, Samples.opened("h_1"));
    exporter.clock.turn(Duration.ofSeconds(6));
    exporter.awaitAttempts("pager", Outcome.SERVER_ERROR, 2);

    exporter.stop();
    exporter.startAgain();
    exporter.clock.turn(Duration.ofSeconds(23));
    exporter.clock.awaitLooks();
    assertThat(receiver.posts()).hasSize(2);
    assertThat(exporter.gauge("failing", "pager")).isEqualTo(1);
    exporter.clock.turn(Duration.ofSeconds(14));

    Receiver.Post third = receiver.awaitPosts(3).getLast();
    assertThat(third.headers()).containsEntry("segwatch-attempt", "3");
    assertThat(third.id()).isEqualTo(receiver.posts().getFirst().id());
    assertThat(third.body()).isEqualTo(receiver.posts().getFirst().body());
  }

  @Test
  void whatWasUnderWayIsSentAgainWithTheSameIdAndBytes() {
    receiver.answer(Receiver.hang());
    exporter.start(endpoint("pager", receiver.url(), Map.of("timeout", "60s")));
    exporter.log.write(Samples.opened("h_1"));
    receiver.awaitPosts(1);

    exporter.stop();
    receiver.answer(Receiver.status(204));
    // It may have arrived, so it does not take in that the hole is filled.
    exporter.log.write(Samples.filled("h_1"));
    exporter.startAgain();

    List<Receiver.Post> posts = exporter.turnUntil(receiver, 3);
    assertThat(posts.get(1).id()).isEqualTo(posts.get(0).id());
    assertThat(posts.get(1).body()).isEqualTo(posts.get(0).body());
    assertThat(posts.get(1).headers()).containsEntry("segwatch-attempt", "2");
    assertThat(posts.get(2).type()).isEqualTo("segwatch.hole.filled");
  }

  @Test
  void anEndpointThatIsGoneStaysSoUntilItIsConfiguredAnew() {
    exporter.tryOnce(receiver, Receiver.status(410), Outcome.GONE, Samples.opened("h_1"));
    receiver.answer(Receiver.status(204));

    exporter.stop();
    exporter.startAgain();
    exporter.clock.turn(Duration.ofHours(100));
    exporter.log.write(Samples.opened("h_2"));
    assertThat(exporter.gauge("disabled", "pager")).isEqualTo(1);
    assertThat(receiver.posts()).hasSize(1);

    exporter.stop();
    exporter.start(endpoint("pager", receiver.url("/new")));
    assertThat(exporter.turnUntil(receiver, 3).stream().map(Receiver.Post::hole))
        .containsExactlyInAnyOrder("h_1", "h_1", "h_2");
    Await.until(() -> exporter.gauge("disabled", "pager") == 0);
  }

  @Test
  void aPreviousSecretSignsForADayWhateverRestarts() {
    exporter.start(
        endpoint("pager", receiver.url(), Map.of("secret", NEXT, "previous-secret", SECRET)));
    exporter.clock.turn(Duration.ofHours(23));
    exporter.stop();
    exporter.startAgain();
    exporter.log.write(Samples.opened("h_1"));
    assertThat(signatures(receiver.awaitPosts(1).getLast())).isEqualTo(2);

    exporter.clock.turn(Duration.ofHours(1));
    exporter.log.write(Samples.opened("h_2"));
    assertThat(signatures(receiver.awaitPosts(2).getLast())).isEqualTo(1);
  }

  @Test
  void aGroupWaitsNoLongerBecauseOfARestart() {
    exporter.start(endpoint("pager", receiver.url(), Map.of("group-wait", "30s")));
    exporter.log.write(Samples.opened("h_1"));
    exporter.clock.turn(Duration.ofSeconds(20));

    exporter.stop();
    exporter.startAgain();
    exporter.clock.turn(Duration.ofSeconds(10));

    receiver.awaitPosts(1);
  }

  @Test
  void anEndpointThatWasRemovedKeepsItsDeadLettersAndComesBackFromNowOn() {
    exporter.tryOnce(receiver, Receiver.status(500), Outcome.SERVER_ERROR, Samples.opened("h_1"));
    exporter.reconfigure(List.of());
    exporter.log.write(Samples.opened("h_2"));
    receiver.answer(Receiver.status(204));

    exporter.reconfigure(List.of(endpoint("pager", receiver.url())));
    exporter.log.write(Samples.opened("h_3"));

    Receiver.Post next = exporter.turnUntil(receiver, 2).getLast();
    assertThat(next.hole()).isEqualTo("h_3");
    assertThat(next.number()).isEqualTo(2);
    assertThat(exporter.gauge("dead_letters", "pager")).isEqualTo(1);
    assertThat(exporter.agent.order("/outbox/replay?endpoint=pager").text())
        .isEqualTo("1 message of pager to be sent again\n");
    assertThat(exporter.turnUntil(receiver, 3).getLast().hole()).isEqualTo("h_1");
  }

  private static int signatures(Receiver.Post post) {
    return post.headers().get("webhook-signature").split(" ").length;
  }
}
