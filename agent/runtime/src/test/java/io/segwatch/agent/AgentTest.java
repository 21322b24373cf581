package io.segwatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.config.AgentConfig;
import io.segwatch.agent.web.Health.ExporterState;
import io.segwatch.coverage.Segment;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.StorageChange;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.ExporterContext;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTest {
  private static final StreamId STREAM = new StreamId("chan", "source");
  private static final String UP = "segwatch.exporter.up";

  @TempDir Path temp;
  private Path base;
  private final List<ChannelScan> heard = new CopyOnWriteArrayList<>();
  private final AtomicReference<ExporterContext> context = new AtomicReference<>();
  private final TestProvider listener =
      new TestProvider(
          "listener",
          (given, _) -> {
            context.set(given);
            given.onScan(heard::add);
            given.http().get("/listener", request -> request.response().end("here"));
            return Future.succeededFuture();
          });

  @BeforeEach
  void record() {
    base = temp.resolve("base");
    TestAgent.write(base, "chan/source", "2026-11-14T03", TestAgent.FULL);
  }

  @Test
  void scansAreHeardByExportersAndPagesAreServed() {
    try (TestAgent agent = new TestAgent(config(Map.of()), listener)) {
      agent.agent.firstCycle().await();
      Await.until("a scan is heard", () -> !heard.isEmpty());

      assertThat(heard.getFirst().stream()).isEqualTo(STREAM);
      assertThat(heard.getFirst().isComplete()).isTrue();
      assertThat(context.get().latest(STREAM)).isPresent();
      assertThat(agent.http.get("/listener").body()).isEqualTo("here");
      assertThat(agent.gauge(UP, "exporter", "listener")).isEqualTo(1);
    }
    assertThat(listener.stops).hasValue(1);
  }

  @Test
  void aRescanWithoutAChangeTellsTheSameTimelineAndNoTransition() {
    try (TestAgent agent = new TestAgent(config(Map.of()), listener)) {
      Await.until("scans", () -> heard.size() > 5);

      assertThat(heard).allMatch(scan -> scan.timeline().equals(heard.getFirst().timeline()));
      assertThat(log()).extracting(LogEntry::event).singleElement().isInstanceOf(Baseline.class);
      double listed = agent.counter("segwatch.hour.directories.listed");
      double unchanged = agent.counter("segwatch.hour.directories.unchanged");
      assertThat(listed + unchanged).isGreaterThan(5);
    }
  }

  @Test
  void aHoleIsOpenedAndFilledInTheLog() throws IOException {
    try (TestAgent agent = new TestAgent(config(Map.of("settle", "0s")), listener)) {
      Await.until("the baseline", () -> logSize() == 1);
      TestAgent.write(base, "chan/source", "2026-11-14T03", "00:04-2.0-full-AAAA.ts");
      Await.until("the hole is opened", () -> logSize() == 2);
      assertThat(context.get().holes().open().await()).hasSize(1);
      TestAgent.write(base, "chan/source", "2026-11-14T03", "00:02-2.0-full-AAAA.ts");
      Await.until("the hole is filled", () -> logSize() == 3);

      assertThat(log().stream().map(LogEntry::event).skip(1))
          .extracting(event -> ((HoleTransition) event).kind())
          .containsExactly(HoleTransition.Kind.OPENED, HoleTransition.Kind.FILLED);
      Await.until("both are counted", () -> agent.counter("segwatch.holes.filled") == 1);
      assertThat(agent.counter("segwatch.holes.opened")).isEqualTo(1);
    }
  }

  @Test
  void aBaseFolderMovedAwayAndBackIsToldOnceAndHarmsNothing() throws IOException {
    TestAgent.write(base, "chan/480p", "2026-11-14T03", TestAgent.FULL);
    try (TestAgent agent = new TestAgent(config(Map.of("qualities", "source,480p")), listener)) {
      Await.until("the baseline", () -> logSize() == 1);
      Files.move(base, temp.resolve("away"));
      Await.until("it is missed", () -> logSize() == 2);
      Await.until(
          "both streams are", // it may have gone between the scan of one and that of the other
          () -> context.get().latest().stream().noneMatch(ChannelScan::isAvailable));
      assertThat(context.get().latest())
          .hasSize(2)
          .allMatch(scan -> scan.timeline().count().full() == 1);
      assertThat(agent.http.get("/health/ready").body()).contains("is not there");
      Files.move(temp.resolve("away"), base);
      Await.until("it is back", () -> logSize() == 3);

      assertThat(log().stream().skip(1).map(LogEntry::event))
          .containsExactly(
              new StorageChange(".", false, "is not there"),
              new StorageChange(".", true, "is there again"));
      assertThat(agent.counter("segwatch.scan.failures", "reason", "not_found")).isPositive();
    }
  }

  @Test
  void channelsAreFoundWhereNoneIsNamed() {
    TestAgent.write(base, "other/source", "2026-11-14T03", TestAgent.FULL);
    try (TestAgent agent = new TestAgent(config(Map.of()), listener)) {
      agent.agent.firstCycle().await();

      assertThat(agent.agent.scans())
          .extracting(scan -> scan.stream().channel())
          .containsExactly("chan", "other");
    }
  }

  @Test
  void anExporterThatDoesNotStartIsTriedAgainAndTheOthersGoOn() {
    TestProvider slowStarter =
        new TestProvider(
            "slow-starter",
            (_, start) -> start == 1 ? Future.failedFuture("not today") : Future.succeededFuture());
    try (TestAgent agent =
        new TestAgent(config(Map.of(), listener, slowStarter), listener, slowStarter)) {
      Await.until(
          "it is reported", () -> agent.http.get("/health/ready").body().contains("not today"));
      assertThat(agent.http.get("/listener").status()).isEqualTo(200);
      Await.until("it is started again", () -> agent.gauge(UP, "exporter", "slow-starter") == 1);

      assertThat(slowStarter.starts).hasValue(2);
    }
  }

  @Test
  void anExporterThatDoesNotStartIsStoppedAndItsPagesAreTakenDown() {
    TestProvider slowStarter =
        new TestProvider(
            "slow-starter",
            (given, start) -> {
              given.http().get("/page", request -> request.response().end("start " + start));
              if (start == 1) {
                throw new IllegalStateException("not today");
              }
              return Future.succeededFuture();
            });
    try (TestAgent agent = new TestAgent(config(Map.of(), slowStarter), slowStarter)) {
      Await.until("it is started again", () -> agent.http.get("/page").body().equals("start 2"));

      assertThat(slowStarter.stops).hasValue(1);
    }
  }

  @Test
  void anExporterThatIsSwitchedOffAndOnAgainIsUp() {
    try (TestAgent agent = new TestAgent(config(Map.of()), listener)) {
      Await.until("it is up", () -> agent.gauge(UP, "exporter", "listener") == 1);
      agent
          .agent
          .reconfigure(config(Map.of("exporters", Map.of("listener", Map.of("enabled", "false")))))
          .await();
      Await.until("it is gone", () -> agent.meters.find(UP).gauge() == null);
      agent.agent.reconfigure(config(Map.of())).await();

      Await.until("it is up again", () -> agent.gauge(UP, "exporter", "listener") == 1);
      assertThat(listener.starts).hasValue(2);
    }
  }

  @Test
  void theFirstExportIsThatOfExportersThatTakeTheirTime() {
    CountDownLatch release = new CountDownLatch(1);
    TestProvider slowStarter =
        new TestProvider(
            "slow-starter",
            (given, _) -> {
              Await.until("it may go on", () -> release.getCount() == 0);
              given.onScan(heard::add);
              return Future.succeededFuture();
            });
    try (TestAgent agent = new TestAgent(config(Map.of(), slowStarter), slowStarter)) {
      agent.agent.firstCycle().await();
      Future<Void> exported = agent.agent.firstExport();
      assertThat(exported.isComplete()).isFalse();
      release.countDown();
      exported.await();

      assertThat(heard).isNotEmpty();
    } finally {
      release.countDown();
    }
  }

  @Test
  void anExporterThatThrowsIsStartedAgainAndItsPagesAreTakenDown() {
    TestProvider thrower =
        new TestProvider(
            "thrower",
            (given, start) -> {
              given.http().get("/start-" + start, request -> request.response().end("here"));
              given.onScan(_ -> {
                if (start == 1) {
                  throw new IllegalStateException("thrown on purpose");
                }
              });
              return Future.succeededFuture();
            });
    try (TestAgent agent = new TestAgent(config(Map.of(), listener, thrower), listener, thrower)) {
      Await.until("it is started again", () -> agent.http.get("/start-2").status() == 200);
      Await.until("it is up again", () -> agent.gauge(UP, "exporter", "thrower") == 1);

      assertThat(agent.http.get("/start-1").status()).isEqualTo(404);
      assertThat(thrower.stops).hasValue(1);
      int before = heard.size();
      Await.until("the other still hears scans", () -> heard.size() > before);
    }
  }

  @Test
  void anExporterThatBlocksHoldsUpNobodyElse() {
    CountDownLatch release = new CountDownLatch(1);
    TestProvider blocker =
        new TestProvider(
            "blocker",
            (given, _) -> {
              given.onScan(_ -> {
                try {
                  release.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
              return Future.succeededFuture();
            });
    try (TestAgent agent = new TestAgent(config(Map.of(), listener, blocker), listener, blocker)) {
      Await.until(
          "it is reported as stuck",
          () ->
              agent.gauge(UP, "exporter", "blocker") == 0
                  && agent.http.get("/health/ready").body().contains("is stuck"));
      int before = heard.size();
      Await.until("the other still hears scans", () -> heard.size() > before);
      release.countDown();
      Await.until("it goes on", () -> agent.gauge(UP, "exporter", "blocker") == 1);
    } finally {
      release.countDown();
    }
  }

  @Test
  void aQueryThatCannotBeDecodedIsTheClientsFault() {
    TestProvider pages =
        page("/page", request -> request.response().end("" + request.queryParams()));
    try (TestAgent agent = new TestAgent(config(Map.of(), pages), pages)) {
      Await.until("it is up", () -> agent.http.get("/page").status() == 200);

      assertThat(agent.http.statusLineOf("/page?x=%zz")).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void aPageThatThrowsIsAPlain500AndTheExporterStays() {
    TestProvider pages =
        page(
            "/broken",
            _ -> {
              throw new IllegalStateException("secret detail");
            });
    try (TestAgent agent = new TestAgent(config(Map.of(), pages), pages)) {
      Await.until("it is up", () -> agent.http.get("/broken").status() == 500);

      assertThat(agent.http.get("/broken").body()).doesNotContain("secret", "Exception");
      assertThat(pages.starts).hasValue(1);
    }
  }

  @Test
  void anExporterThatNeverFinishesStartingIsNotUp() {
    TestProvider never = new TestProvider("never", (_, _) -> Promise.promise().future());
    try (TestAgent agent = new TestAgent(config(Map.of(), never), never)) {
      agent.agent.firstCycle().await();

      assertThat(agent.gauge(UP, "exporter", "never")).isZero();
      assertThat(agent.http.get("/health/ready").body()).contains("has not started yet");
    }
  }

  @Test
  void changedSettingsAreOfferedAndUnchangedExportersAreLeftAlone() {
    TestProvider taker = new TestProvider("taker", (_, _) -> Future.succeededFuture(), _ -> true);
    TestProvider restarter = new TestProvider("restarter", (_, _) -> Future.succeededFuture());
    try (TestAgent agent =
        new TestAgent(config(Map.of(), listener, taker, restarter), listener, taker, restarter)) {
      agent.agent.firstCycle().await();
      Await.until(
          "all are up",
          () -> agent.agent.exporters().values().stream().allMatch(ExporterState::up));
      agent
          .agent
          .reconfigure(
              config(
                  Map.of(
                      "exporters",
                      Map.of("taker", Map.of("key", "new"), "restarter", Map.of("key", "new"))),
                  listener,
                  taker,
                  restarter))
          .await();
      Await.until("one is started again", () -> restarter.starts.get() == 2);

      assertThat(taker.starts).hasValue(1);
      assertThat(listener.starts).hasValue(1);
    }
  }

  @Test
  void aChangedToleranceIsTakenWithoutARestart() {
    TestAgent.write(base, "chan/source", "2026-11-14T03", "00:04-2.0-full-AAAA.ts");
    try (TestAgent agent = new TestAgent(config(Map.of()), listener)) {
      Await.until("a scan is heard", () -> !heard.isEmpty());
      assertThat(heard.getFirst().timeline().holes()).hasSize(1);
      agent.agent.reconfigure(config(Map.of("gap-tolerance", "3s"))).await();

      Await.until(
          "the new tolerance counts",
          () -> context.get().latest(STREAM).orElseThrow().timeline().holes().isEmpty());
      Await.until("and the hole is withdrawn", () -> logSize() == 2);
      assertThat(listener.starts).hasValue(1);
    }
  }

  @Test
  void aChannelThatIsNoLongerConfiguredIsForgotten() {
    TestAgent.write(base, "other/source", "2026-11-14T03", TestAgent.FULL);
    try (TestAgent agent =
        new TestAgent(config(Map.of("channels", List.of("chan", "other"))), listener)) {
      agent.agent.firstCycle().await();
      agent.agent.reconfigure(config(Map.of("channels", List.of("other")))).await();
      Await.until("the other is scanned", () -> agent.agent.ready());

      assertThat(agent.agent.scans())
          .extracting(scan -> scan.stream().channel())
          .containsExactly("other");
      assertThat(
              agent
                  .meters
                  .find("segwatch.hour.directories.listed")
                  .tags("channel", "chan")
                  .counter())
          .isNull();
      Await.until(
          "its holes are no longer counted",
          () ->
              agent.meters.find("segwatch.holes.opened").tags("channel", "chan").counter() == null);
    }
  }

  @Test
  void segmentsAreReadAgainFromDisk() {
    try (TestAgent agent = new TestAgent(config(Map.of()), listener)) {
      agent.agent.firstCycle().await();
      Await.until("the exporter has started", () -> context.get() != null);

      List<Segment> segments =
          context
              .get()
              .segments(
                  STREAM,
                  Instant.parse("2026-11-14T03:00:01Z"),
                  Instant.parse("2026-11-14T03:00:02Z"))
              .await();

      assertThat(segments).extracting(Segment::name).containsExactly(TestAgent.FULL);
    }
  }

  @Test
  void readyTellsOfEachStream() {
    try (TestAgent agent = new TestAgent(config(Map.of()), listener)) {
      agent.agent.firstCycle().await();
      Http.Answer ready = agent.http.get("/health/ready");
      JsonObject stream = new JsonObject(ready.body()).getJsonArray("streams").getJsonObject(0);

      assertThat(ready.status()).isEqualTo(200);
      assertThat(stream.getString("channel")).isEqualTo("chan");
      assertThat(stream.getDouble("last_scan_age_seconds")).isBetween(0.0, 60.0);
      assertThat(stream.getBoolean("complete")).isTrue();
      assertThat(agent.http.get("/health/live").status()).isEqualTo(200);
    }
  }

  private static TestProvider page(String path, Handler<RoutingContext> handler) {
    return new TestProvider(
        "pages",
        (given, _) -> {
          given.http().get(path, handler);
          return Future.succeededFuture();
        });
  }

  private AgentConfig config(Map<String, Object> more, TestProvider... providers) {
    return TestAgent.config(
        base, more, providers.length == 0 ? List.of(listener) : List.of(providers));
  }

  private List<LogEntry> log() {
    return context.get().holes().after(LogPosition.START, 100).await().entries();
  }

  private int logSize() {
    return context.get() == null ? 0 : log().size();
  }
}
