package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.SECRET;
import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogEvent.RecordingChange;
import io.segwatch.coverage.life.LogEvent.StorageChange;
import io.segwatch.exporter.testkit.TurnedClock;
import io.segwatch.exporter.webhook.message.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** From the log to somebody's server. */
class DeliveryTest {
  @AutoClose private final RunningExporter exporter = new RunningExporter();
  private final Receiver receiver = new Receiver(exporter.vertx);

  @Test
  void whatHappensIsPostedAndTheSignatureHolds() {
    exporter.start(endpoint("pager", receiver.url("/hook?key=1")));

    exporter.log.write(Samples.opened("h_1"));

    Receiver.Post post = receiver.awaitPosts(1).getFirst();
    StandardWebhooks standard = new StandardWebhooks(SECRET);
    assertThat(standard.verifies(post.headers(), post.body().getBytes(), TurnedClock.START))
        .isTrue();
    assertThat(standard.verifies(post.headers(), new byte[0], TurnedClock.START)).isFalse();
    assertThat(post.request().method().name()).isEqualTo("POST");
    assertThat(post.request().uri()).isEqualTo("/hook?key=1");
    assertThat(post.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("segwatch-attempt", "1")
        .containsEntry("host", "127.0.0.1:" + receiver.port())
        .hasEntrySatisfying(
            "user-agent", agent -> assertThat(agent).matches("segwatch/\\d+\\.\\d+\\.\\d+"));
    assertThat(post.type()).isEqualTo("segwatch.hole.opened");
  }

  @Test
  void extraHeadersGoAlong() {
    exporter.start(
        endpoint("pager", receiver.url(), Map.of("headers", Map.of("Authorization", "Bearer b"))));

    exporter.log.write(Samples.opened("h_1"));

    assertThat(receiver.awaitPosts(1).getFirst().headers())
        .containsEntry("authorization", "Bearer b");
  }

  @Test
  void anUnsignedEndpointGetsNoSignature() {
    Map<String, Object> plain = endpoint("plain", receiver.url(), Map.of("unsigned", true));
    plain.remove("secret");
    exporter.start(plain);

    exporter.log.write(Samples.opened("h_1"));

    assertThat(receiver.awaitPosts(1).getFirst().headers())
        .containsKeys("webhook-id", "webhook-timestamp")
        .doesNotContainKey("webhook-signature");
  }

  @Test
  void whileSecretsRotateBothSign() {
    String next = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    exporter.start(
        endpoint("pager", receiver.url(), Map.of("secret", next, "previous-secret", SECRET)));
    exporter.log.write(Samples.opened("h_1"));
    Receiver.Post during = receiver.awaitPosts(1).getFirst();
    exporter.clock.turn(Duration.ofHours(24));
    exporter.log.write(Samples.opened("h_2"));
    Receiver.Post after = receiver.awaitPosts(2).getLast();

    assertThat(verifies(next, during)).isTrue();
    assertThat(verifies(SECRET, during)).isTrue();
    assertThat(verifies(next, after)).isTrue();
    assertThat(verifies(SECRET, after)).isFalse();
  }

  @Test
  void whatWasInTheLogBeforeTheStartIsToldToo() {
    exporter.log.write(
        new Baseline("desertbus", List.of(Samples.SOURCE), 0, 0, List.of(), List.of()));

    exporter.start(endpoint("pager", receiver.url()));

    assertThat(receiver.awaitPosts(1).getFirst().type()).isEqualTo("segwatch.digest");
  }

  @Test
  void everyKindOfEventIsDelivered() {
    exporter.start(endpoint("pager", receiver.url()));

    exporter.log.write(
        new Baseline("desertbus", List.of(Samples.SOURCE), 0, 0, List.of(), List.of()),
        new StorageChange(".", false, "gone"),
        new StorageChange(".", true, "back"),
        new RecordingChange(Samples.SOURCE, true, Samples.START),
        new RecordingChange(Samples.SOURCE, false, Samples.START),
        Samples.opened("h_1"),
        Samples.changed("h_2"),
        Samples.filled("h_3"));

    assertThat(exporter.turnUntil(receiver, 8).stream().map(Receiver.Post::type))
        .containsExactlyInAnyOrder(
            "segwatch.digest",
            "segwatch.storage.unavailable",
            "segwatch.storage.available",
            "segwatch.recording.stalled",
            "segwatch.recording.resumed",
            "segwatch.hole.opened",
            "segwatch.hole.changed",
            "segwatch.hole.filled");
  }

  @Test
  void oneMessageASecondIsTheMost() {
    exporter.start(endpoint("pager", receiver.url()));
    exporter.log.write(Samples.opened("h_1"), Samples.opened("h_2"), Samples.opened("h_3"));

    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
    exporter.clock.turn(Duration.ofMillis(999));
    exporter.clock.awaitLooks();
    assertThat(receiver.posts()).hasSize(1);
    exporter.clock.turn(Duration.ofMillis(1));
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 2);
    exporter.clock.awaitLooks();
    assertThat(receiver.posts()).hasSize(2);
  }

  @Test
  void theClockBeingSetBackHoldsNothingUp() {
    exporter.start(endpoint("pager", receiver.url()));
    exporter.log.write(Samples.opened("h_1"));
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);

    exporter.clock.turn(Duration.ofDays(-1));
    exporter.log.write(Samples.opened("h_2"));

    receiver.awaitPosts(2);
  }

  @Test
  void theSequenceOfAnEndpointHasNoGapsWhateverItIsNotTold() {
    exporter.start(
        List.of(
            endpoint("all", receiver.url("/all")),
            endpoint(
                "ends", receiver.url("/ends"), Map.of("events", List.of("segwatch.hole.filled")))));

    int holes = 30;
    for (int i = 0; i < holes; i++) {
      exporter.log.write(Samples.opened("h_" + i));
      exporter.turnUntil(receiver, 3 * i + 1);
      exporter.log.write(Samples.filled("h_" + i));
      exporter.turnUntil(receiver, 3 * i + 3);
    }

    assertThat(receiver.posts()).hasSize(3 * holes);
    assertThat(sequences(receiver.posts("/all")))
        .hasSameElementsAs(LongStream.rangeClosed(1, 2L * holes).boxed().toList());
    assertThat(sequences(receiver.posts("/ends")))
        .hasSameElementsAs(LongStream.rangeClosed(1, holes).boxed().toList());
  }

  @Test
  void aLogThatCannotBeReadIsReadLater() {
    exporter.start(endpoint("pager", receiver.url()));
    exporter.log.failNext(1);

    exporter.log.write(Samples.opened("h_1"));

    receiver.awaitPosts(1);
  }

  @Test
  void aLogThatWasLostIsReadFromItsBeginning() {
    exporter.start(endpoint("pager", receiver.url()));
    exporter.log.write(Samples.opened("h_1"), Samples.opened("h_2"));
    exporter.turnUntil(receiver, 2);

    exporter.log.lose("x7y8");
    exporter.log.write(Samples.opened("h_3"));

    Receiver.Post post = exporter.turnUntil(receiver, 3).getLast();
    assertThat(post.hole()).isEqualTo("h_3");
    assertThat(post.data().getString("epoch")).isEqualTo("x7y8");
    assertThat(post.data().getLong("sequence")).isEqualTo(1);
    assertThat(post.data().getLong("endpoint_sequence")).isEqualTo(3);
  }

  @Test
  void leavesNoMetricsBehindWhenItIsStopped() {
    exporter.start(endpoint("pager", receiver.url()));

    exporter.stop();

    assertThat(exporter.metrics()).noneMatch(line -> line.startsWith("segwatch_webhook"));
  }

  private static boolean verifies(String secret, Receiver.Post post) {
    return new StandardWebhooks(secret)
        .verifies(post.headers(), post.body().getBytes(), post.timestamp());
  }

  private static List<Long> sequences(List<Receiver.Post> posts) {
    return posts.stream().map(post -> post.data().getLong("endpoint_sequence")).toList();
  }
}
