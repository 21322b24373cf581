package io.segwatch.exporter.web;

import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.Settings;

/**
 * Makes the exporter of the page and its programming interface.
 *
 * <p>Its only setting is {@code event}: the {@code name} of what is recorded, and its {@code start}
 * and {@code end}.
 */
public final class WebExporterProvider implements ExporterProvider {
  public WebExporterProvider() {}

  @Override
  public String name() {
    return "web";
  }

  @Override
  public Exporter create(Settings settings) {
    return new WebExporter(BroadcastEvent.of(settings.section("event")));
  }
}
