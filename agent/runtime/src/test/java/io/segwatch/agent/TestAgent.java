package io.segwatch.agent;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.segwatch.agent.config.AgentConfig;
import io.segwatch.agent.config.ConfigLoader;
import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.exporter.ExporterProvider;
import io.segwatch.ledger.LedgerReader;
import io.segwatch.statefile.StateFileException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real agent in this process, on a free port. */
public final class TestAgent implements AutoCloseable {
  public static final String FULL = "00:00-2.0-full-AAAA.ts";

  final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final Agent agent;
  final Http http;

  TestAgent(AgentConfig config, ExporterProvider... providers) {
    agent = new Agent(config, List.of(providers), Clock.systemUTC(), meters);
    agent.start().await();
    http = new Http(agent.port());
  }

  /** An agent that has looked at every stream once; its state is in {@code state} beside them. */
  public static TestAgent scannedOnce(Path base) {
    TestAgent agent = new TestAgent(config(base, Map.of(), List.of()));
    agent.agent.firstCycle().await();
    Path state = base.resolveSibling("state");
    Await.until("a hole is known", () -> knowsAHole(state));
    return agent;
  }

  private static boolean knowsAHole(Path state) {
    try (LedgerReader ledger = LedgerReader.open(state)) {
      return !ledger.find(HoleQuery.ALL).holes().isEmpty();
    } catch (StateFileException e) {
      throw new AssertionError(e);
    }
  }

  public static AgentConfig config(
      Path base, Map<String, Object> more, List<? extends ExporterProvider> providers) {
    Map<String, Object> values = new HashMap<>();
    values.put("config", file(base, more));
    values.put("check-interval", "20ms");
    values.put("base-dir", base.toString());
    values.put("host", "127.0.0.1");
    values.put("metrics-port", "0");
    values.put("state-dir", base.resolveSibling("state").toString());
    return new ConfigLoader(Map.of(), List.copyOf(providers)).load(values);
  }

  /** What JSON says, YAML says too. */
  private static String file(Path base, Map<String, Object> values) {
    try {
      Path file = Files.createTempFile(base.getParent(), "segwatch", ".yaml");
      return Files.writeString(file, new JsonObject(values).encode()).toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public static void write(Path base, String stream, String hour, String name) {
    try {
      Files.createDirectories(base.resolve(stream).resolve(hour));
      Files.createFile(base.resolve(stream).resolve(hour).resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  double gauge(String name, String... tags) {
    return meters.get(name).tags(tags).gauge().value();
  }

  double counter(String name, String... tags) {
    return meters.get(name).tags(tags).counter().count();
  }

  @Override
  public void close() {
    agent.stop().await();
  }
}
