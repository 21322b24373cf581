package io.segwatch.exporter.webhook;

import io.segwatch.exporter.Settings;
import io.segwatch.exporter.webhook.alertmanager.AlertmanagerFormat;
import io.segwatch.exporter.webhook.message.CloudEventsFormat;
import io.segwatch.exporter.webhook.message.Format;
import io.segwatch.exporter.webhook.message.StandardFormat;
import io.segwatch.exporter.webhook.template.Service;
import io.segwatch.exporter.webhook.template.TemplateReader;
import java.time.Duration;
import java.util.Optional;

/** Reads how the messages of an endpoint are written (alerts §3). */
enum FormatReader {
  STANDARD,
  CLOUDEVENTS,
  ALERTMANAGER,
  SLACK,
  DISCORD,
  ZULIP,
  NTFY,
  TEMPLATE;

  private static final Duration LONGEST_FIRING = Duration.ofHours(24);

  /** Whether receivers of the format can be expected to check signatures. */
  boolean isSigned() {
    return this == STANDARD || this == CLOUDEVENTS;
  }

  static FormatReader of(Settings settings) {
    return settings.choice("format", STANDARD);
  }

  /** Why messages of the format cannot be posted to some target, if so. */
  Optional<String> objection(Target target) {
    return this == ALERTMANAGER && !AlertPosts.fits(target)
        ? Optional.of("is to end with /api/v2/alerts, where Alertmanager takes alerts")
        : Optional.empty();
  }

  Format read(Settings settings) {
    return switch (this) {
      case STANDARD -> new StandardFormat();
      case CLOUDEVENTS -> new CloudEventsFormat();
      case ALERTMANAGER -> alertmanager(settings);
      case SLACK -> TemplateReader.read(Service.SLACK, settings);
      case DISCORD -> TemplateReader.read(Service.DISCORD, settings);
      case ZULIP -> TemplateReader.read(Service.ZULIP, settings);
      case NTFY -> TemplateReader.read(Service.NTFY, settings);
      case TEMPLATE -> TemplateReader.read(Service.TEMPLATE, settings);
    };
  }

  private static AlertmanagerFormat alertmanager(Settings settings) {
    String key = "firing-at-least";
    Duration firing = settings.duration(key, Duration.ofMinutes(6));
    if (firing.compareTo(LONGEST_FIRING) > 0) {
      settings.problem(key, "is to be 24h at most");
    }
    return new AlertmanagerFormat(firing);
  }
}
