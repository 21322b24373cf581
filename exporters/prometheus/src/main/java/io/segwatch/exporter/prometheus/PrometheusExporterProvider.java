package io.segwatch.exporter.prometheus;

import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.Settings;
import java.util.regex.Pattern;

/**
 * Makes the exporter of metrics.
 *
 * <p>Its only setting is {@code hourly-metrics}: for how many of the newest hours of each stream
 * there are figures of the hour, or {@code all}, or {@code off}.
 */
public final class PrometheusExporterProvider implements ExporterProvider {
  private static final String HOURLY_METRICS = "hourly-metrics";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,5}");

  /** Two weeks: 5,712 series a stream. */
  private static final int DEFAULT_HOURS = 14 * 24;

  public PrometheusExporterProvider() {}

  @Override
  public String name() {
    return "prometheus";
  }

  @Override
  public Exporter create(Settings settings) {
    return new PrometheusExporter(hours(settings));
  }

  private static int hours(Settings settings) {
    String text = settings.text(HOURLY_METRICS, Integer.toString(DEFAULT_HOURS));
    if (text.equals("all")) {
      return Integer.MAX_VALUE;
    }
    if (text.equals("off")) {
      return 0;
    }
    if (NUMBER.matcher(text).matches()) {
      return Integer.parseInt(text);
    }
    settings.problem(
        HOURLY_METRICS, "'" + text + "' is to be a number of hours from 1 to 999999, all or off");
    return DEFAULT_HOURS;
  }
}
