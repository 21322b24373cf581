package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.life.LogEvent;
import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.webhook.message.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Much at a time: bounded, and none of it lost (alerts §6, §8). */
class StormTest {
  private static final Map<String, String> USUAL =
      Map.of("group-wait", "30s", "group-interval", "5m");

  @AutoClose private final RunningExporter exporter = new RunningExporter();
  private final Receiver receiver = new Receiver(exporter.vertx);

  @Test
  void thousandTransitionsAMinuteAreADigestEveryFiveMinutes() {
    exporter.start(endpoint("pager", receiver.url(), USUAL));

    for (int second = 0; second < 600; second += 6) {
      exporter.log.write(opened(second * 17, 100));
      exporter.clock.turn(Duration.ofSeconds(6));
    }
    awaitEverything();

    List<Receiver.Post> posts = receiver.posts();
    assertThat(posts).hasSizeBetween(2, 4).allMatch(post -> post.type().endsWith("digest"));
    assertThat(posts.stream().mapToInt(post -> post.data().getInteger("transitions")).sum())
        .isEqualTo(10_000);
    assertThat(posts.stream().map(Receiver.Post::number))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, posts.size()).boxed().toList());
    // They are of neighbouring parts of the log.
    for (int i = 1; i < posts.size(); i++) {
      assertThat(posts.get(i).data().getLong("first_sequence"))
          .isEqualTo(posts.get(i - 1).data().getLong("sequence") + 1);
    }
  }

  @Test
  void moreThanOneDigestTellsAreTwo() {
    receiver.answer(Receiver.status(500));
    exporter.start(endpoint("pager", receiver.url()));
    exporter.log.write(Samples.opened("h_first"));
    exporter.awaitAttempts("pager", Outcome.SERVER_ERROR, 1);
    exporter.log.write(opened(0, 25_000));
    Await.until(() -> exporter.pending("pager") == 25_001);

    receiver.answer(Receiver.status(204));
    awaitEverything();

    assertThat(
            receiver.posts().stream()
                .filter(post -> post.type().endsWith("digest"))
                .map(post -> post.data().getInteger("transitions")))
        .containsExactly(10_000, 10_000, 5_000);
  }

  private void awaitEverything() {
    Await.until(() -> {
      exporter.clock.turn(Duration.ofSeconds(10));
      return exporter.pending("pager") == 0;
    });
  }

  private static LogEvent[] opened(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> Samples.opened("h_" + i))
        .toArray(LogEvent[]::new);
  }
}
