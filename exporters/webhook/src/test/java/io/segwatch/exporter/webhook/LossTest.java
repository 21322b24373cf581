package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.exporter.testkit.Recording;
import io.segwatch.exporter.webhook.message.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The loss of a file, or its return from an old copy (alerts §2). */
class LossTest {
  @AutoClose private final RunningExporter exporter = new RunningExporter();
  private final Receiver receiver = new Receiver(exporter.vertx);

  @Test
  void withoutItsFileAnEndpointBeginsThreeDaysBackUnderAnotherEpoch() throws IOException {
    startAndTellOf("h_1");
    exporter.clock.turn(Duration.ofHours(73));
    exporter.log.write(Samples.opened("h_2"));
    exporter.turnUntil(receiver, 2);
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 2);
    exporter.stop();

    lose();
    exporter.startAgain();

    Receiver.Post again = exporter.turnUntil(receiver, 3).getLast();
    assertThat(again.hole()).isEqualTo("h_2");
    assertThat(again.number()).isEqualTo(1);
    assertThat(again.id()).isEqualTo(receiver.posts().get(1).id());
    assertThat(again.data().getString("endpoint_epoch"))
        .isNotEqualTo(receiver.posts().get(1).data().getString("endpoint_epoch"));
  }

  @Test
  void aFileThatIsDamagedIsSetAsideAndCountsAsLost() throws IOException {
    startAndTellOf("h_1");
    exporter.stop();
    Path file = exporter.stateDir().resolve("webhook.db");
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 100; i < bytes.length; i += 7) {
      bytes[i] ^= 0x55;
    }
    Files.write(file, bytes);

    exporter.startAgain();

    assertThat(exporter.turnUntil(receiver, 2).getLast().id())
        .isEqualTo(receiver.posts().getFirst().id());
    try (Stream<Path> files = Files.list(exporter.stateDir())) {
      assertThat(files).anyMatch(each -> each.toString().contains("webhook.db.corrupt-"));
    }
  }

  @Test
  void afterALossOfTheLogOpenHolesAreToldAgainAsRecovered() {
    startAndTellOf("h_1");
    exporter.agent.tell(Recording.scanOf(Samples.SOURCE, new Recording().timeline()));
    exporter.stop();

    exporter.log.lose("x7y8");
    exporter.startAgain();
    exporter.log.write(baseline(Samples.hole("h_1"), Samples.hole("h_0")));

    List<Receiver.Post> posts = exporter.turnUntil(receiver, 3);
    assertThat(posts.subList(1, 3))
        .allSatisfy(post -> {
          assertThat(post.type()).isEqualTo("segwatch.hole.opened");
          assertThat(post.data().getBoolean("recovered")).isTrue();
          assertThat(post.data().getString("epoch")).isEqualTo("x7y8");
        });
    assertThat(posts.stream().map(Receiver.Post::number)).containsExactlyInAnyOrder(1L, 2L, 3L);
    Receiver.Post known =
        posts.stream().skip(1).filter(post -> post.hole().equals("h_1")).findFirst().orElseThrow();
    assertThat(known.id()).isEqualTo(posts.getFirst().id());
  }

  @Test
  void evenWhereThatShowsWhileItRuns() {
    startAndTellOf("h_1");
    exporter.agent.tell(Recording.scanOf(Samples.SOURCE, new Recording().timeline()));

    exporter.log.lose("x7y8");
    exporter.log.write(baseline(Samples.hole("h_1")), Samples.filled("h_1"));

    assertThat(exporter.turnUntil(receiver, 2).getLast().type()).isEqualTo("segwatch.hole.filled");
  }

  @Test
  void manyOpenHolesAreToldAgainInADigestThatSaysSo() {
    startAndTellOf("h_1");
    exporter.agent.tell(Recording.scanOf(Samples.SOURCE, new Recording().timeline()));
    exporter.stop();

    exporter.log.lose("x7y8");
    exporter.startAgain();
    exporter.log.write(
        baseline(
            IntStream.range(0, 21).mapToObj(i -> Samples.hole("h_" + i)).toArray(Hole[]::new)));

    Receiver.Post digest = exporter.turnUntil(receiver, 2).getLast();
    assertThat(digest.type()).isEqualTo("segwatch.digest");
    assertThat(digest.data().getBoolean("recovered")).isTrue();
    assertThat(digest.data().getInteger("transitions")).isEqualTo(21);
  }

  @Test
  void theFirstScanOfANewChannelIsABaselineInAnyLog() {
    startAndTellOf("h_1");
    exporter.stop();

    exporter.log.lose("x7y8");
    exporter.startAgain();
    exporter.log.write(baseline(Samples.hole("h_5")));

    Receiver.Post digest = exporter.turnUntil(receiver, 2).getLast();
    assertThat(digest.type()).isEqualTo("segwatch.digest");
    assertThat(digest.data().getBoolean("baseline")).isTrue();
  }

  @Test
  void withBothLostItBeginsAnew() throws IOException {
    startAndTellOf("h_1");
    exporter.agent.tell(Recording.scanOf(Samples.SOURCE, new Recording().timeline()));
    exporter.stop();

    lose();
    exporter.log.lose("x7y8");
    exporter.startAgain();
    exporter.log.write(baseline(Samples.hole("h_1")));

    Receiver.Post digest = exporter.turnUntil(receiver, 2).getLast();
    assertThat(digest.data().getBoolean("baseline")).isTrue();
    assertThat(digest.number()).isEqualTo(1);
  }

  @Test
  void anOldCopyOfTheLogLosesNothingThatIsRecordedAfterItsReturn() {
    startAndTellOf("h_0");
    exporter.clock.turn(Duration.ofDays(4));
    exporter.log.write(Samples.opened("h_1"), Samples.opened("h_2"));
    exporter.turnUntil(receiver, 3);
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 3);
    exporter.stop();

    exporter.log.rewind(1);
    exporter.clock.turn(Duration.ofMinutes(1));
    // As many as there were, before anybody looks: only the times differ.
    exporter.log.write(Samples.opened("h_3"), Samples.opened("h_4"));
    exporter.startAgain();

    List<Receiver.Post> posts = exporter.turnUntil(receiver, 6).subList(3, 6);
    assertThat(posts.stream().map(Receiver.Post::hole))
        .containsExactlyInAnyOrder("h_0", "h_3", "h_4");
    assertThat(posts)
        .filteredOn(post -> post.hole().equals("h_0"))
        .allMatch(post -> post.data().getBoolean("recovered"));
  }

  @Test
  void anOldCopyOfTheOutboxTellsAgainWhatItDoesNotKnowOf() throws IOException {
    startAndTellOf("h_1");
    exporter.stop();
    Path file = exporter.stateDir().resolve("webhook.db");
    byte[] copy = Files.readAllBytes(file);
    exporter.startAgain();
    exporter.log.write(Samples.opened("h_2"));
    exporter.turnUntil(receiver, 2);
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
    exporter.stop();

    Files.write(file, copy);
    exporter.startAgain();

    Receiver.Post again = exporter.turnUntil(receiver, 3).getLast();
    assertThat(again.id()).isEqualTo(receiver.posts().get(1).id());
    assertThat(again.number()).isEqualTo(2);
  }

  private void startAndTellOf(String hole) {
    exporter.start(endpoint("pager", receiver.url()));
    Hole open = Samples.hole(hole);
    exporter.log.write(Samples.opened(confirmedNow(open)));
    exporter.turnUntil(receiver, 1);
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
  }

  private Baseline baseline(Hole... holes) {
    return new Baseline(
        "desertbus",
        List.of(Samples.SOURCE),
        holes.length,
        1,
        Stream.of(holes).map(this::confirmedNow).toList(),
        List.of());
  }

  private Hole confirmedNow(Hole hole) {
    return new Hole(
        hole.id(),
        hole.stream(),
        hole.start(),
        hole.end(),
        hole.remaining(),
        hole.revision(),
        hole.state(),
        hole.seen(),
        Optional.of(exporter.clock.instant()),
        hole.ended(),
        hole.cause());
  }

  private void lose() throws IOException {
    try (Stream<Path> files = Files.list(exporter.stateDir())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
