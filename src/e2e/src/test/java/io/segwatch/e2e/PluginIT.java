package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exporters that are no part of the distribution. */
class PluginIT {
  private static final String FROM_CACHE = "io.segwatch.agent.Main source: shared objects file";
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");

  @TempDir Path scratch;
  private Path base;

  @BeforeEach
  void record() {
    base = scratch.resolve("segments");
    new Recording(base, "chan", "source").record(FIRST, FIRST.plusSeconds(600));
  }

  /** A plugin that tells on a page what it heard, and who would load the classes of its threads. */
  private Path plugins(String name) throws IOException {
    String module =
        """
        module plugin {
          requires io.segwatch.exporter;
          provides io.segwatch.exporter.ExporterProvider with plugin.Tells;
        }
        """;
    String exporter =
        """
        package plugin;

        import io.segwatch.exporter.Exporter;
        import io.segwatch.exporter.ExporterProvider;
        import io.segwatch.exporter.Settings;
        import io.vertx.core.Future;
        import java.util.concurrent.atomic.AtomicReference;

        public final class Tells implements ExporterProvider {
          public String name() {
            return "%s";
          }

          public Exporter create(Settings settings) {
            return context -> {
              AtomicReference<Object> heard = new AtomicReference<>("nothing");
              context.onScan(scan -> heard.set(scan.stream()));
              ClassLoader loader = Thread.currentThread().getContextClassLoader();
              boolean own = loader.equals(Tells.class.getClassLoader());
              context.http().get("/tells", request -> request.response().end(heard + " " + own));
              return Future.succeededFuture();
            };
          }
        }
        """
            .formatted(name);
    return ExporterJar.plugins(
        Map.of("module-info.java", module, "plugin/Tells.java", exporter), scratch);
  }

  @Test
  void aPluginWorksWithTheCacheOn() throws IOException {
    Path plugins = plugins("tells");

    try (AgentProcess agent =
        Launch.on(base, scratch)
            .with("SEGWATCH_PLUGINS_DIR", plugins.toString())
            .with("SEGWATCH_JAVA_OPTS", "-XX:AOTMode=on -Xlog:class+load")
            .agent()) {
      Await.until("a scan is told", () -> agent.text("/tells").equals("chan/source true"));
      agent.awaitMetric(1, "segwatch_exporter_up", "exporter", "tells");
      assertThat(agent.log()).anyMatch(line -> line.contains(FROM_CACHE));
      agent.signal("TERM");
      assertThat(agent.exitWithin(Duration.ofSeconds(5))).contains(0);
    }
  }

  @Test
  void theDistributionHasAnEmptyFolderForThem() throws IOException {
    assertThat(Launch.SEGWATCH_HOME.resolve("plugins")).isEmptyDirectory();
    Path plugins = plugins("tells");
    Path home = ExporterJar.copyOfDistribution(scratch);
    Files.copy(plugins.resolve("plugin.jar"), home.resolve("plugins/plugin.jar"));

    Launch launch = Launch.of(home, scratch, "--base-dir", base.toString(), "--metrics-port", "0");
    try (AgentProcess agent = launch.under("sh").agent()) {
      agent.awaitMetric(1, "segwatch_exporter_up", "exporter", "tells");
    }
  }

  @Test
  void onesThatCannotBeLoadedAreToldOfInALineEach() throws IOException {
    Path plugins = plugins("map");
    Files.writeString(plugins.resolve("broken.jar"), "no zip");

    Launch.Finished check =
        Launch.in(scratch, "check", "--base-dir", base.toString())
            .with("SEGWATCH_PLUGINS_DIR", plugins.toString())
            .run();

    assertThat(check.status()).isZero();
    assertThat(check.err().lines())
        .containsExactly(
            "segwatch: an exporter of %s/broken.jar cannot be loaded: %s"
                .formatted(plugins, "java.util.zip.ZipException: zip END header not found"),
            "segwatch: an exporter of %s/plugin.jar cannot be loaded: %s"
                .formatted(plugins, "there is an exporter 'map' already, of the agent"));
  }
}
