package io.segwatch.agent.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.segwatch.agent.Await;
import io.segwatch.agent.Bus;
import io.segwatch.agent.TestAgent;
import io.segwatch.agent.config.AgentConfig;
import io.segwatch.coverage.StreamId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelsVerticleTest {
  @TempDir Path temp;
  private Path base;
  private final Vertx vertx = Vertx.vertx();
  private final ScanBoard board = new ScanBoard();
  private final HangingLister lister = new HangingLister("hangs");
  private final List<ChannelsVerticle> watching = new ArrayList<>();

  @BeforeEach
  void record() {
    base = temp.resolve("base");
    TestAgent.write(base, "fine/source", "2026-11-14T03", TestAgent.FULL);
    Bus.registerCodecs(vertx);
  }

  @AfterEach
  void close() {
    lister.release();
    // As the agent does: closed first, Vert.x drops scans that wait for a worker, and waits for
    // them.
    watching.forEach(channels -> channels.shutdown().await());
    vertx.close().await();
  }

  @Test
  void aScanThatHangsKeepsNoOtherChannelFromANewConfiguration() {
    TestAgent.write(base, "hangs/source", "2026-11-14T03", TestAgent.FULL);
    ChannelsVerticle channels = watch(Map.of());
    Await.until("one is scanned, one hangs", () -> lister.hangs() && !board.latest().isEmpty());

    Future<Void> taken = channels.reconfigure(config(Map.of("qualities", "source,480p")));
    Await.until("the new quality is scanned", () -> isScanned("fine", "480p"));
    assertThat(channels.ready()).isFalse();
    assertThat(taken.isComplete()).isFalse();
    lister.release();
    taken.await();

    Await.until("the other is scanned as well", () -> isScanned("hangs", "480p"));
  }

  @Test
  void aConfigurationThatComesWhileAScanHangsIsTakenInItsTurn() {
    TestAgent.write(base, "hangs/source", "2026-11-14T03", TestAgent.FULL);
    ChannelsVerticle channels = watch(Map.of());
    Await.until("it hangs", () -> lister.hangs());

    Future<Void> first = channels.reconfigure(config(Map.of("qualities", "source,480p")));
    Future<Void> second = channels.reconfigure(config(Map.of("qualities", "720p")));
    lister.release();
    first.await();
    second.await();

    Await.until("the newest applies", () -> isScanned("hangs", "720p"));
    assertThat(isScanned("hangs", "480p")).isFalse();
  }

  @Test
  void aChannelThatWasFoundStaysWhenTheConfigurationChangesWhileItsFolderIsAway()
      throws IOException {
    ChannelsVerticle channels = watch(Map.of());
    Await.until("it is scanned", () -> isScanned("fine", "source"));
    Files.move(base, temp.resolve("away"));

    channels.reconfigure(config(Map.of("gap-tolerance", "3s"))).await();

    assertThat(isScanned("fine", "source")).isTrue();
    Await.until("it is missed", () -> board.latest().stream().noneMatch(s -> s.isAvailable()));
  }

  @Test
  void aRescanFindsWhatTheNextScanWouldOnlyFindInAnHour() {
    ChannelsVerticle channels = watch(Map.of("check-interval", "1h"));
    Await.until("it is scanned", () -> isScanned("fine", "source"));
    TestAgent.write(base, "fine/source", "2026-11-14T04", TestAgent.FULL);

    List<ChannelCycle> found = channels.rescan(Optional.of("fine")).await();

    assertThat(found).extracting(ChannelCycle::channel).containsExactly("fine");
    assertThat(board.latest(new StreamId("fine", "source")).orElseThrow().timeline().hours())
        .hasSize(2);
  }

  @Test
  void aRescanOfAllChannelsFindsNewOnes() {
    ChannelsVerticle channels = watch(Map.of("check-interval", "1h"));
    Await.until("it is scanned", () -> isScanned("fine", "source"));
    TestAgent.write(base, "new/source", "2026-11-14T04", TestAgent.FULL);

    List<ChannelCycle> found = channels.rescan(Optional.empty()).await();

    assertThat(found).extracting(ChannelCycle::channel).containsExactly("fine", "new");
    assertThat(isScanned("new", "source")).isTrue();
  }

  @Test
  void aRescanOfAChannelThatIsNotWatchedFails() {
    ChannelsVerticle channels = watch(Map.of());

    assertThatThrownBy(() -> channels.rescan(Optional.of("nobody")).await())
        .isInstanceOf(UnknownChannelException.class)
        .hasMessage("no channel 'nobody' is watched");
  }

  @Test
  void rescansThatAreAskedForWhileAScanHangsAreOne() {
    TestAgent.write(base, "hangs/source", "2026-11-14T03", TestAgent.FULL);
    ChannelsVerticle channels = watch(Map.of("check-interval", "1h"));
    Await.until("it hangs", () -> lister.hangs());

    Future<List<ChannelCycle>> first = channels.rescan(Optional.of("hangs"));
    Future<List<ChannelCycle>> second = channels.rescan(Optional.of("hangs"));
    lister.release();

    assertThat(first.await().getFirst()).isSameAs(second.await().getFirst());
  }

  @Test
  void aRescanOfAChannelThatIsNoLongerWatchedIsAnsweredAllTheSame() {
    TestAgent.write(base, "hangs/source", "2026-11-14T03", TestAgent.FULL);
    ChannelsVerticle channels = watch(Map.of("check-interval", "1h"));
    Await.until("it hangs", () -> lister.hangs());

    Future<List<ChannelCycle>> asked = channels.rescan(Optional.of("hangs"));
    Future<Void> taken = channels.reconfigure(config(Map.of("channels", List.of("fine"))));
    lister.release();
    taken.await();

    Await.until("it is answered", asked::isComplete);
  }

  private ChannelsVerticle watch(Map<String, Object> more) {
    ChannelsVerticle channels =
        new ChannelsVerticle(
            config(more),
            lister,
            Clock.systemUTC(),
            new SimpleMeterRegistry(),
            new ScanPool(vertx),
            board);
    vertx.deployVerticle(channels).await();
    watching.add(channels);
    return channels;
  }

  private AgentConfig config(Map<String, Object> more) {
    return TestAgent.config(base, more, List.of());
  }

  private boolean isScanned(String channel, String quality) {
    return board.latest(new StreamId(channel, quality)).isPresent();
  }
}
