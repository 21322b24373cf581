package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.SECRET;
import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.webhook.message.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Endpoints change while the agent runs. */
class ReconfigureTest {
  private static final String NEXT = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @AutoClose private final RunningExporter exporter = new RunningExporter();
  private final Receiver receiver = new Receiver(exporter.vertx);

  @Test
  void anEndpointThatStaysGoesOnFromWhereItIs() {
    exporter.tryOnce(receiver, Receiver.status(500), Outcome.SERVER_ERROR, Samples.opened("h_1"));

    receiver.answer(Receiver.status(204));
    exporter.reconfigure(List.of(endpoint("pager", receiver.url())));
    exporter.clock.turn(Duration.ofSeconds(6));
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
    exporter.clock.turn(Duration.ofSeconds(6));
    exporter.log.write(Samples.opened("h_2"));

    Receiver.Post next = receiver.awaitPosts(3).getLast();
    assertThat(next.hole()).isEqualTo("h_2");
    assertThat(next.data().getLong("endpoint_sequence")).isEqualTo(2);
  }

  @Test
  void anEndpointThatChangesKeepsItsQueueAndSequence() {
    receiver.answer("/old", Receiver.status(500));
    exporter.start(endpoint("pager", receiver.url("/old")));
    exporter.log.write(Samples.opened("h_1"));
    exporter.awaitAttempts("pager", Outcome.SERVER_ERROR, 1);

    exporter.reconfigure(List.of(endpoint("pager", receiver.url("/new"), Map.of("secret", NEXT))));
    exporter.clock.turn(Duration.ofSeconds(6));

    Receiver.Post post = receiver.awaitPosts("/new", 1).getFirst();
    assertThat(post.id()).isEqualTo(receiver.posts("/old").getFirst().id());
    assertThat(new StandardWebhooks(NEXT).verifies(post.headers(), bytes(post), post.timestamp()))
        .isTrue();
  }

  @Test
  void aPreviousSecretSignsForADayFromWhenItBecameOne() {
    exporter.start(endpoint("pager", receiver.url()));
    exporter.clock.turn(Duration.ofDays(10));
    exporter.reconfigure(
        List.of(
            endpoint("pager", receiver.url(), Map.of("secret", NEXT, "previous-secret", SECRET))));

    exporter.clock.turn(Duration.ofHours(23));
    exporter.log.write(Samples.opened("h_1"));

    Receiver.Post post = receiver.awaitPosts(1).getFirst();
    assertThat(new StandardWebhooks(SECRET).verifies(post.headers(), bytes(post), post.timestamp()))
        .isTrue();
  }

  @Test
  void aNewEndpointIsToldWhatHappensFromNowOn() {
    exporter.start(endpoint("pager", receiver.url("/old")));
    exporter.log.write(Samples.opened("h_1"));
    receiver.awaitPosts(1);

    exporter.reconfigure(
        List.of(endpoint("pager", receiver.url("/old")), endpoint("second", receiver.url("/new"))));
    exporter.log.write(Samples.opened("h_2"));

    Receiver.Post first = receiver.awaitPosts("/new", 1).getFirst();
    assertThat(first.hole()).isEqualTo("h_2");
    assertThat(first.data().getLong("endpoint_sequence")).isEqualTo(1);
  }

  @Test
  void aRemovedEndpointIsDroppedWithItsMetrics() {
    exporter.start(
        List.of(
            endpoint("stays", receiver.url("/stays")), endpoint("goes", receiver.url("/goes"))));

    exporter.reconfigure(List.of(endpoint("stays", receiver.url("/stays"))));
    exporter.log.write(Samples.opened("h_1"));

    receiver.awaitPosts("/stays", 1);
    exporter.awaitAttempts("stays", Outcome.DELIVERED, 1);
    assertThat(receiver.posts("/goes")).isEmpty();
    assertThat(exporter.metrics()).noneMatch(line -> line.contains("goes"));
  }

  private static byte[] bytes(Receiver.Post post) {
    return post.body().getBytes();
  }
}
