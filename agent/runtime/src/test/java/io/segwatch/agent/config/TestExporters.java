package io.segwatch.agent.config;

import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.Settings;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Exporters with the settings of the real ones that a configuration meets, and with no function.
 */
public final class TestExporters {
  /** One that reads its settings in a certain way. */
  public record Provider(String name, Consumer<Settings> reading) implements ExporterProvider {
    @Override
    public Exporter create(Settings settings) {
      reading.accept(settings);
      return _ -> Future.succeededFuture();
    }
  }

  /** The exporters of the product. */
  public static final List<ExporterProvider> ALL =
      List.of(
          new Provider(
              "map",
              settings -> {
                settings.text("output-dir", "");
                settings.flag("make-page", false);
                settings.text("connection-string");
                settings.sections("nodes").forEach(node -> node.text("url"));
              }),
          new Provider("prometheus", settings -> settings.text("hourly-metrics", "")),
          new Provider("web", TestExporters::readEvent),
          new Provider("webhook", TestExporters::readEndpoints));

  private TestExporters() {}

  private static void readEvent(Settings settings) {
    List.of("name", "start", "end").forEach(settings.section("event")::text);
  }

  private static void readEndpoints(Settings settings) {
    for (Settings endpoint : settings.sections("endpoints")) {
      endpoint.text("url", "");
      endpoint.text("secret", "");
      endpoint.duration("group-wait", Duration.ZERO);
      endpoint.duration("group-interval", Duration.ZERO);
      endpoint.section("headers").text("Authorization");
      if (!endpoint.has("name")) {
        endpoint.problem("name", "is missing");
      }
    }
  }
}
