package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Exporters of somebody else's that fail in every way. */
@Execution(ExecutionMode.CONCURRENT)
class ExporterFaultIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");

  private static final String MODULE =
      """
      module faulty {
        requires io.segwatch.exporter;
        provides io.segwatch.exporter.ExporterProvider with
            faulty.Faulty.Counts, faulty.Faulty.Refuses, faulty.Faulty.Throws, faulty.Faulty.Blocks;
      }
      """;

  private static final String EXPORTERS =
      """
      package faulty;

      import io.segwatch.exporter.Exporter;
      import io.segwatch.exporter.ExporterContext;
      import io.segwatch.exporter.ExporterProvider;
      import io.segwatch.exporter.Settings;
      import io.vertx.core.Future;
      import java.util.concurrent.CountDownLatch;
      import java.util.concurrent.atomic.AtomicInteger;

      public final class Faulty {
        /** Good: tells how many scans it has heard. */
        public static final class Counts implements ExporterProvider {
          public String name() {
            return "counts";
          }

          public Exporter create(Settings settings) {
            return context -> {
              AtomicInteger heard = new AtomicInteger();
              context.onScan(scan -> heard.incrementAndGet());
              context.http().get("/counts", request -> request.response().end("" + heard));
              return Future.succeededFuture();
            };
          }
        }

        public static final class Refuses implements ExporterProvider {
          public String name() {
            return "refuses";
          }

          public Exporter create(Settings settings) {
            return context -> Future.failedFuture("there is no disk");
          }
        }

        public static final class Throws implements ExporterProvider {
          public String name() {
            return "throws";
          }

          public Exporter create(Settings settings) {
            return context -> {
              context.onScan(
                  scan -> {
                    throw new IllegalStateException("never seen such a scan");
                  });
              return Future.succeededFuture();
            };
          }
        }

        public static final class Blocks implements ExporterProvider {
          public String name() {
            return "blocks";
          }

          public Exporter create(Settings settings) {
            return context -> {
              context.onScan(
                  scan -> {
                    while (true) {
                      try {
                        new CountDownLatch(1).await();
                      } catch (InterruptedException stubborn) {
                        // goes on waiting
                      }
                    }
                  });
              return Future.succeededFuture();
            };
          }
        }
      }
      """;

  @TempDir Path scratch;

  @Test
  void exportersThatFailAreToldOfAndHarmNobodyElse() throws IOException {
    Path plugins =
        ExporterJar.plugins(
            Map.of("module-info.java", MODULE, "faulty/Faulty.java", EXPORTERS), scratch);
    Path base = scratch.resolve("segments");
    new Recording(base, "chan", "source").record(FIRST, FIRST.plusSeconds(600));
    try (AgentProcess agent =
        AgentConfig.in(scratch, base)
            .launch()
            .with("SEGWATCH_PLUGINS_DIR", plugins.toString())
            .agent()) {
      for (String faulty : new String[] {"refuses", "throws", "blocks"}) {
        agent.awaitMetric(0, "segwatch_exporter_up", "exporter", faulty);
      }
      awaitTrouble(agent, "refuses", "there is no disk");
      awaitTrouble(agent, "throws", "never seen such a scan");
      awaitTrouble(agent, "blocks", "stuck");
      agent.awaitLog("ERROR .*throws.*");

      for (String good : new String[] {"counts", "prometheus", "map", "webhook"}) {
        assertThat(agent.metrics().value("segwatch_exporter_up", "exporter", good)).isEqualTo(1);
        assertThat(exporter(agent, good).path("up").asBoolean()).as(good).isTrue();
      }
      int heard = Integer.parseInt(agent.text("/counts"));
      Await.until("more scans", () -> Integer.parseInt(agent.text("/counts")) > heard + 3);
      assertThat(agent.get("/maps/chan/source.png").statusCode()).isEqualTo(200);
      assertThat(agent.get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(agent.get("/health/live").statusCode()).isEqualTo(200);

      agent.signal("TERM");
      assertThat(agent.exitWithin(Duration.ofSeconds(5))).contains(0);
    }
  }

  private static void awaitTrouble(AgentProcess agent, String name, String text) {
    Await.until(
        name + " is in trouble: " + text,
        () -> {
          JsonNode exporter = exporter(agent, name);
          return !exporter.path("up").asBoolean()
              && exporter.path("trouble").asText().contains(text);
        });
  }

  private static JsonNode exporter(AgentProcess agent, String name) {
    Optional<JsonNode> found = Optional.empty();
    for (JsonNode exporter : agent.json("/health/ready").path("exporters")) {
      if (exporter.path("name").asText().equals(name)) {
        found = Optional.of(exporter);
      }
    }
    return found.orElseThrow(() -> new AssertionError("not in /health/ready: " + name));
  }
}
