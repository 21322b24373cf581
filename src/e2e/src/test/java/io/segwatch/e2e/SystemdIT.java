package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.conformance.NotifyReceiver;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd hears of the packaged agent. */
class SystemdIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");

  @TempDir Path scratch;

  @Test
  void hearsOfReadinessLifeReloadAndEnd() {
    Path base = scratch.resolve("segments");
    new Recording(base, "chan", "source").record(FIRST, FIRST.plusSeconds(3_600));
    String socket = scratch.resolve("notify").toString();
    try (NotifyReceiver systemd = new NotifyReceiver(socket);
        AgentProcess agent =
            Launch.on(base, scratch)
                .with("NOTIFY_SOCKET", socket)
                .with("WATCHDOG_USEC", "1000000")
                .agent()) {
      String ready = "READY=1|STATUS=listening on 127.0.0.1:" + agent.port();
      Await.until("it is ready", () -> systemd.heard(ready));
      Await.until("it is alive", () -> systemd.pings() > 1);

      agent.signal("HUP");
      Await.until("it is ready again", () -> count(systemd, ready) == 2);
      assertThat(systemd.messages())
          .anyMatch(each -> each.startsWith("RELOADING=1|MONOTONIC_USEC="));

      agent.signal("TERM");
      Await.until("the end", () -> systemd.heard("STOPPING=1|STATUS=stopping"));
      assertThat(agent.exitWithin(Await.BOUND)).contains(0);
    }
  }

  private static long count(NotifyReceiver systemd, String message) {
    List<String> messages = systemd.messages();
    return messages.stream().filter(message::equals).count();
  }
}
