package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.life.LogEvent;
import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.webhook.message.Samples;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One circuit breaker an endpoint: one probe a step, not one a message (alerts §5). */
class BreakerTest {
  @AutoClose private final RunningExporter exporter = new RunningExporter();
  private final Receiver receiver = new Receiver(exporter.vertx);

  @ParameterizedTest
  @ValueSource(ints = {500, 401})
  void oneMessageATimeIsTriedHoweverManyWait(int status) {
    receiver.answer(Receiver.status(status));
    exporter.start(endpoint("pager", receiver.url()));
    exporter.log.write(opened(20));
    exporter.awaitAttempts("pager", Outcome.of(status), 1);

    List<Receiver.Post> posts = exporter.turnUntil(receiver, 5);

    // However late an answer comes, a step is never shorter than four fifths of 5, 30, 120, 300 s.
    assertThat(secondsBetween(posts))
        .zipSatisfy(
            List.of(4L, 24L, 96L, 240L),
            (pause, least) -> assertThat(pause).isGreaterThanOrEqualTo(least - 1));
  }

  /** As the posts say, which leave the fraction of a second out. */
  private static List<Long> secondsBetween(List<Receiver.Post> posts) {
    return IntStream.range(1, posts.size())
        .mapToObj(i -> Duration.between(posts.get(i - 1).timestamp(), posts.get(i).timestamp()))
        .map(Duration::toSeconds)
        .toList();
  }

  @Test
  void whenOneIsDeliveredTheOthersFollow() {
    receiver.answer(Receiver.status(500));
    exporter.start(endpoint("pager", receiver.url()));
    exporter.log.write(opened(20));
    exporter.awaitAttempts("pager", Outcome.SERVER_ERROR, 1);
    assertThat(exporter.gauge("failing", "pager")).isEqualTo(1);

    receiver.answer(Receiver.status(204));
    List<Receiver.Post> posts = exporter.turnUntil(receiver, 21);

    assertThat(posts.stream().map(Receiver.Post::number).distinct().sorted())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    Await.until(() -> exporter.gauge("failing", "pager") == 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 400, 302})
  void aMessageThatTheReceiverChokesOnHoldsUpNoOther(int status) {
    receiver.answer(post -> Receiver.status(post.hole().equals("h_0") ? status : 204).give(post));
    exporter.start(endpoint("pager", receiver.url()));
    exporter.log.write(opened(10));

    for (int seconds = 0; exporter.attempts("pager", Outcome.DELIVERED) < 9; seconds++) {
      assertThat(seconds).isLessThan(120);
      exporter.clock.turn(Duration.ofSeconds(1));
      exporter.clock.awaitLooks();
    }

    assertThat(exporter.pending("pager")).isEqualTo(1);
    // Nor what happens later.
    exporter.log.write(Samples.opened("h_99"));
    exporter.turnUntil(receiver, receiver.posts().size() + 1);
    Await.until(() -> {
      exporter.clock.turn(Duration.ofSeconds(1));
      return exporter.attempts("pager", Outcome.DELIVERED) == 10;
    });
  }

  @Test
  void anEndpointThatIsDownForThreeDaysGetsEverythingThen() {
    receiver.answer(Receiver.status(503));
    exporter.start(endpoint("pager", receiver.url()));
    for (int hour = 0; hour < 71; hour++) {
      exporter.log.write(Samples.opened("h_" + hour));
      exporter.clock.turn(Duration.ofHours(1));
      exporter.clock.awaitLooks();
    }
    assertThat(exporter.dead("pager")).isZero();

    receiver.answer(Receiver.status(204));
    Await.until(() -> {
      exporter.clock.turn(Duration.ofMinutes(10));
      return exporter.pending("pager") == 0;
    });

    assertThat(exporter.dead("pager")).isZero();
    assertThat(receiver.posts().getLast().data().getInteger("transitions")).isEqualTo(70);
  }

  private static LogEvent[] opened(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Samples.opened("h_" + i))
        .toArray(LogEvent[]::new);
  }
}
