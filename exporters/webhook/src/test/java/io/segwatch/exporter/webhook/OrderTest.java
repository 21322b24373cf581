package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.life.LogEvent;
import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.webhook.message.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** In order per hole, no order across holes (alerts §3). */
class OrderTest {
  /** So few that all that can happen to them, in one group, makes no digest. */
  private static final int HOLES = 6;

  @AutoClose private final RunningExporter exporter = new RunningExporter();
  private final Receiver receiver = new Receiver(exporter.vertx);

  @Test
  void theNextMessageOfAHoleWaitsForTheOneBefore() {
    exporter.tryOnce(receiver, Receiver.status(500), Outcome.SERVER_ERROR, Samples.opened("h_1"));
    exporter.log.write(Samples.filled("h_1"));

    exporter.clock.turn(Duration.ofSeconds(3));
    exporter.clock.awaitLooks();
    assertThat(receiver.posts()).hasSize(1);

    receiver.answer(Receiver.status(204));
    assertThat(exporter.turnUntil(receiver, 3).stream().map(Receiver.Post::type))
        .containsExactly("segwatch.hole.opened", "segwatch.hole.opened", "segwatch.hole.filled");
  }

  @Test
  void anotherHoleOvertakes() {
    exporter.tryOnce(
        receiver,
        failing("h_1"),
        Outcome.SERVER_ERROR,
        Samples.opened("h_1"),
        Samples.opened("h_2"));

    exporter.clock.turn(Duration.ofSeconds(6));

    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
    assertThat(receiver.posts().getLast().hole()).isEqualTo("h_2");
  }

  @Test
  void aHoleWhoseMessageHangsHoldsUpNoOther() {
    receiver.answer(post -> {
      if (!post.hole().equals("h_1")) {
        Receiver.status(204).give(post);
      }
    });
    exporter.start(endpoint("pager", receiver.url(), Map.of("timeout", "60s")));
    exporter.log.write(Samples.opened("h_1"), Samples.opened("h_2"));
    exporter.turnUntil(receiver, 2);
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
    exporter.log.write(Samples.filled("h_2"));

    assertThat(exporter.turnUntil(receiver, 3).stream().map(Receiver.Post::hole))
        .containsExactlyInAnyOrder("h_1", "h_2", "h_2");
  }

  @Test
  void whateverFailsEachHoleIsToldInOrderAndNothingIsLost() {
    Random random = new Random(20261124);
    Map<Long, Receiver.Post> taken = new ConcurrentHashMap<>();
    receiver.answer(post -> {
      boolean good = random.nextInt(3) == 0;
      if (good) {
        assertThat(taken.put(post.number(), post)).isNull();
      }
      Receiver.status(good ? 204 : 500).give(post);
    });
    exporter.start(endpoint("pager", receiver.url()));
    for (IntFunction<LogEvent> step :
        List.<IntFunction<LogEvent>>of(
            i -> Samples.opened("h_" + i),
            i -> Samples.changed("h_" + i),
            i -> Samples.filled("h_" + i))) {
      for (int i = 0; i < HOLES; i++) {
        exporter.log.write(step.apply(i));
        exporter.clock.turn(Duration.ofSeconds(random.nextInt(90)));
      }
    }

    Await.until(() -> {
      exporter.clock.turn(Duration.ofMinutes(1));
      return exporter.pending("pager") == 0;
    });

    assertThat(taken.keySet())
        .hasSameElementsAs(LongStream.rangeClosed(1, taken.size()).boxed().toList());
    for (int i = 0; i < HOLES; i++) {
      String hole = "h_" + i;
      List<Integer> revisions =
          receiver.posts().stream()
              .filter(taken::containsValue)
              .filter(post -> post.hole().equals(hole))
              .map(post -> post.data().getJsonObject("hole").getInteger("revision"))
              .toList();
      assertThat(revisions).isSorted().doesNotHaveDuplicates().endsWith(3);
    }
  }

  private static Receiver.Answer failing(String hole) {
    return post -> Receiver.status(post.hole().equals(hole) ? 500 : 204).give(post);
  }
}
