package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.webhook.message.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** In order per hole, no order across holes (alerts §3). */
class OrderTest {
  @AutoClose private final RunningExporter exporter = new RunningExporter();
  private final Receiver receiver = new Receiver(exporter.vertx);

  @Test
  void theNextMessageOfAHoleWaitsForTheOneBefore() {
    exporter.tryOnce(
        receiver,
        Receiver.status(500),
        Outcome.SERVER_ERROR,
        Samples.opened("h_1"),
        Samples.filled("h_1"));

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
        Samples.filled("h_1"),
        Samples.opened("h_2"));

    exporter.clock.turn(Duration.ofSeconds(1));

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
    exporter.start(endpoint("pager", receiver.url()));
    exporter.log.write(Samples.opened("h_1"), Samples.opened("h_2"), Samples.filled("h_2"));

    assertThat(exporter.turnUntil(receiver, 3).stream().map(Receiver.Post::hole))
        .containsExactlyInAnyOrder("h_1", "h_2", "h_2");
  }

  @Test
  void whateverFailsEachHoleIsToldInOrderAndNothingIsLost() {
    Random random = new Random(20261124);
    receiver.answer(post -> Receiver.status(random.nextInt(3) == 0 ? 204 : 500).give(post));
    exporter.start(endpoint("pager", receiver.url()));
    for (int i = 0; i < 12; i++) {
      exporter.log.write(
          Samples.opened("h_" + i), Samples.changed("h_" + i), Samples.filled("h_" + i));
    }

    Await.until(() -> {
      exporter.clock.turn(Duration.ofMinutes(1));
      return exporter.attempts("pager", Outcome.DELIVERED) == 36;
    });

    for (int i = 0; i < 12; i++) {
      String hole = "h_" + i;
      List<String> types = new ArrayList<>();
      receiver.posts().stream()
          .filter(post -> post.hole().equals(hole))
          .map(Receiver.Post::type)
          .forEach(type -> {
            if (types.isEmpty() || !types.getLast().equals(type)) {
              types.add(type);
            }
          });
      assertThat(types)
          .containsExactly("segwatch.hole.opened", "segwatch.hole.changed", "segwatch.hole.filled");
    }
  }

  private static Receiver.Answer failing(String hole) {
    return post -> Receiver.status(post.hole().equals(hole) ? 500 : 204).give(post);
  }
}
