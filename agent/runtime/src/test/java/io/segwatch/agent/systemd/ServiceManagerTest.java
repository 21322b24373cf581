package io.segwatch.agent.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.segwatch.agent.Await;
import io.segwatch.agent.Bus;
import io.segwatch.agent.TestAgent;
import io.segwatch.agent.scan.ChannelsVerticle;
import io.segwatch.agent.scan.HangingLister;
import io.segwatch.agent.scan.ScanBoard;
import io.segwatch.agent.scan.ScanPool;
import io.segwatch.conformance.NotifyReceiver;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceManagerTest {
  private static final int LOOPS = 2;
  private static final long PID = 42;
  private static final int MANY = 5;

  @TempDir Path temp;
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void startReloadAndStopAreTold() {
    try (NotifyReceiver receiver = new NotifyReceiver(socket())) {
      ServiceManager manager = manager(Map.of());
      manager.ready("listening on 127.0.0.1:1");
      manager.reloading();
      manager.ready("listening\nagain");
      manager.stopping();
      Await.until("all is heard", () -> receiver.messages().size() == 4);

      assertThat(receiver.messages())
          .satisfiesExactly(
              first -> assertThat(first).isEqualTo("READY=1|STATUS=listening on 127.0.0.1:1"),
              second ->
                  assertThat(second)
                      .matches("RELOADING=1\\|MONOTONIC_USEC=\\d+\\|STATUS=taking a configuration"),
              third -> assertThat(third).isEqualTo("READY=1|STATUS=listening?again"),
              fourth -> assertThat(fourth).isEqualTo("STOPPING=1|STATUS=stopping"));
    }
  }

  @Test
  void aNameThatStartsWithAnAtSignIsAbstract() {
    String name = "@segwatch-test-" + ProcessHandle.current().pid();
    try (NotifyReceiver receiver = new NotifyReceiver(name)) {
      ServiceManager.of(Map.of("NOTIFY_SOCKET", name)).stopping();

      Await.until("it is heard", () -> receiver.heard("STOPPING=1|STATUS=stopping"));
    }
  }

  @Test
  void pingsStopWhileAScanHangs() {
    HangingLister lister = new HangingLister("hangs");
    try (NotifyReceiver receiver = new NotifyReceiver(socket())) {
      Path base = temp.resolve("base");
      TestAgent.write(base, "hangs/source", "2026-11-14T03", TestAgent.FULL);
      AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
      InstantSource clock = now::get;
      Bus.registerCodecs(vertx);
      ChannelsVerticle channels =
          new ChannelsVerticle(
              TestAgent.config(base, Map.of(), List.of()),
              lister,
              clock.withZone(ZoneOffset.UTC),
              new SimpleMeterRegistry(),
              new ScanPool(vertx),
              new ScanBoard());
      vertx.deployVerticle(channels).await();
      ServiceManager manager = manager(Map.of("WATCHDOG_USEC", "40000"));
      manager.ready("listening");
      manager.watch(vertx, LOOPS, channels::hanging).await();
      Await.until("it is alive", () -> lister.hangs() && receiver.pings() > MANY);

      now.updateAndGet(then -> then.plus(Duration.ofMinutes(3)));
      Await.until("it is told", () -> receiver.heard("STATUS=hangs in the file system: hangs"));
      long before = receiver.pings();
      turn(MANY);
      assertThat(receiver.pings()).isEqualTo(before);

      lister.release();
      Await.until("it is alive again", () -> receiver.pings() > before + MANY);
      assertThat(receiver.heard("WATCHDOG=1|STATUS=no scan hangs any more")).isTrue();
      manager.stopping();
      Await.until("the end", () -> receiver.heard("STOPPING=1|STATUS=stopping"));
    } finally {
      lister.release();
    }
  }

  @Test
  void pingsStopWhileAnEventLoopIsBlocked() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    try (NotifyReceiver receiver = new NotifyReceiver(socket())) {
      manager(Map.of("WATCHDOG_USEC", "40000")).watch(vertx, LOOPS, List::of).await();
      Await.until("it is alive", () -> receiver.pings() > MANY);
      vertx.runOnContext(_ -> Await.until("released", () -> release.getCount() == 0));
      Await.until(
          "pings stop",
          () -> {
            long before = receiver.pings();
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            return receiver.pings() == before;
          });

      long before = receiver.pings();
      release.countDown();
      Await.until("it is alive again", () -> receiver.pings() > before + MANY);
    } finally {
      release.countDown();
    }
  }

  @Test
  void aWatchdogOfAnotherProcessGetsNoPings() {
    try (NotifyReceiver receiver = new NotifyReceiver(socket())) {
      Map<String, String> variables = Map.of("WATCHDOG_USEC", "2000", "WATCHDOG_PID", "43");
      ServiceManager manager = manager(variables);
      manager.watch(vertx, LOOPS, List::of).await();
      turn(MANY);
      manager.stopping();
      Await.until("the end", () -> !receiver.messages().isEmpty());

      assertThat(receiver.pings()).isZero();
    }
  }

  @Test
  void withoutASocketNothingIsDeployedAndNothingSent() {
    ServiceManager manager = ServiceManager.of(Map.of("WATCHDOG_USEC", "2000"), PID);
    manager.ready("listening");
    manager.watch(vertx, LOOPS, List::of).await();
    manager.stopping();

    assertThat(vertx.deploymentIDs()).isEmpty();
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void whoCannotBeToldIsNoFailure() throws Exception {
    manager(Map.of()).ready("nobody listens");
    Files.createFile(temp.resolve("notify"));
    manager(Map.of("WATCHDOG_USEC", "soon")).stopping();
    ServiceManager.of(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(107)), PID).stopping();
  }

  /** Lets as many pings come due as this says. */
  private void turn(int times) {
    for (int i = 0; i < times; i++) {
      vertx.timer(20).await();
    }
  }

  private String socket() {
    return temp.resolve("notify").toString();
  }

  private ServiceManager manager(Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(more);
    variables.put("NOTIFY_SOCKET", socket());
    return ServiceManager.of(variables, PID);
  }
}
