package io.segwatch.exporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterContext;
import io.segwatch.exporter.Settings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeAgentTest {
  @AutoClose private final FakeAgent agent = new FakeAgent();

  private final Announcer announcer = new Announcer();

  /** Notes what it hears, and whether that was on a worker thread. */
  private static final class Announcer implements Exporter {
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Override
    public Future<?> start(ExporterContext context) {
      context.onScan(scan -> hear("scan of " + scan.stream()));
      context.holes().onGrowth(end -> hear("log to " + end.sequence()));
      context.http().get("/heard/:what", page -> page.response().end(page.pathParam("what")));
      context
          .http()
          .get(
              "/broken",
              _ -> {
                throw new IllegalStateException("broken");
              });
      context.control().get("/heard", "all", page -> page.response().end("all of it"));
      context.control().post("/hush", "says no more", page -> page.response().end("hushed"));
      hear("start");
      return Future.succeededFuture();
    }

    private void hear(String what) {
      heard.add(Context.isOnWorkerThread() ? what : what + " on the wrong thread");
    }

    @Override
    public Future<?> stop() {
      hear("stop");
      return Future.succeededFuture();
    }

    @Override
    public boolean reconfigure(Settings settings) {
      hear("settings");
      return settings.has("greeting");
    }
  }

  private static ChannelScan scan() {
    return new Recording().hour("2026-11-20T10", "00:00-60-full-aaaa.ts").scan();
  }

  @Test
  void everythingIsHeardOnAWorkerThreadBeforeItIsDone() {
    agent.start(announcer);
    agent.tell(scan());
    agent.holes().write(FakeHoleLogTest.opened("h_1"));
    boolean taken = agent.reconfigure(new Settings(Map.of("greeting", "hello")));
    agent.stop();

    assertThat(taken).isTrue();
    assertThat(announcer.heard)
        .containsExactly("start", "scan of desertbus/source", "log to 1", "settings", "stop");
  }

  @Test
  void aLateStarterHearsWhatThereIsAlready() {
    agent.tell(scan());

    agent.start(announcer);

    Await.until(() -> announcer.heard.contains("scan of desertbus/source"));
  }

  @Test
  void whatWasToldIsKnownUntilItIsForgotten() {
    agent.tell(scan());
    agent.tell(Recording.scanOf(new StreamId("desertbus", "480p"), scan().timeline()));

    assertThat(agent.latest().stream().map(known -> known.stream().quality()))
        .containsExactly("480p", "source");
    agent.forget(Recording.STREAM);
    assertThat(agent.latest(Recording.STREAM)).isEmpty();
  }

  @Test
  void pagesAreServedToGetAndHead() {
    agent.start(announcer);

    assertThat(agent.get("/heard/much").text()).isEqualTo("much");
    assertThat(agent.head("/heard/much").status()).isEqualTo(200);
    assertThat(Await.result(agent.request(HttpMethod.POST, "/heard/much")).status()).isEqualTo(405);
    assertThat(agent.get("/broken").status()).isEqualTo(500);
    assertThat(agent.get("/elsewhere").status()).isEqualTo(404);
  }

  @Test
  void pagesAndOrdersOnTheControlSocketAreApart() {
    agent.start(announcer);

    assertThat(agent.look("/heard").text()).isEqualTo("all of it");
    assertThat(agent.order("/hush").text()).isEqualTo("hushed");
    assertThat(agent.order("/heard").status()).isEqualTo(405);
    assertThat(agent.get("/heard").status()).isEqualTo(404);
  }

  @Test
  void nothingOfAnExporterIsLeftWhenItStopsAndAnotherCanStart() {
    agent.start(announcer);
    agent.stop();

    assertThat(agent.get("/heard/much").status()).isEqualTo(404);
    agent.start(new Announcer());
    agent.tell(scan());
    agent.holes().write(FakeHoleLogTest.opened("h_1"));
    assertThat(announcer.heard).containsExactly("start", "stop");
    assertThat(agent.get("/heard/much").status()).isEqualTo(200);
  }

  @Test
  void aFailureToStartIsThrownAndLeavesNothing() {
    Exporter bad =
        context -> {
          context.http().get("/bad", page -> page.response().end());
          return Future.failedFuture(new IllegalStateException("no"));
        };

    assertThatThrownBy(() -> agent.start(bad)).isInstanceOf(IllegalStateException.class);

    assertThat(agent.get("/bad").status()).isEqualTo(404);
    agent.start(announcer);
  }

  @Test
  void whatAConsumerThrowsIsThrown() {
    agent.start(context -> {
      context.onScan(_ -> {
        throw new IllegalStateException("no");
      });
      return Future.succeededFuture();
    });

    assertThatThrownBy(() -> agent.tell(scan())).hasMessage("no");
  }

  @Test
  void onlyOneExporterRunsAtATime() {
    agent.start(announcer);

    assertThatThrownBy(() -> agent.start(new Announcer())).hasMessageContaining("already");
  }

  @Test
  void theBaseFolderIsThereAndThatForStateToo(@TempDir Path folder) {
    try (FakeAgent withDisk = new FakeAgent(folder)) {
      assertThat(withDisk.baseDir()).isEmptyDirectory();
      assertThat(withDisk.stateDir()).isDirectory().isEqualTo(folder.resolve("state"));
    }
    assertThatThrownBy(agent::baseDir).isInstanceOf(IllegalStateException.class);
  }
}
