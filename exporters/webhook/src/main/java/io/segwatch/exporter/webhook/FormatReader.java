package io.segwatch.exporter.webhook;

import io.segwatch.exporter.Settings;
import io.segwatch.exporter.webhook.message.CloudEventsFormat;
import io.segwatch.exporter.webhook.message.Format;
import io.segwatch.exporter.webhook.message.StandardFormat;
import io.segwatch.exporter.webhook.template.Service;
import io.segwatch.exporter.webhook.template.TemplateReader;

/** Reads how the messages of an endpoint are written (alerts §3). */
enum FormatReader {
  STANDARD,
  CLOUDEVENTS,
  SLACK,
  DISCORD,
  ZULIP,
  NTFY,
  TEMPLATE;

  /** Whether receivers of the format can be expected to check signatures. */
  boolean isSigned() {
    return this == STANDARD || this == CLOUDEVENTS;
  }

  static FormatReader of(Settings settings) {
    return settings.choice("format", STANDARD);
  }

  Format read(Settings settings) {
    return switch (this) {
      case STANDARD -> new StandardFormat();
      case CLOUDEVENTS -> new CloudEventsFormat();
      case SLACK -> TemplateReader.read(Service.SLACK, settings);
      case DISCORD -> TemplateReader.read(Service.DISCORD, settings);
      case ZULIP -> TemplateReader.read(Service.ZULIP, settings);
      case NTFY -> TemplateReader.read(Service.NTFY, settings);
      case TEMPLATE -> TemplateReader.read(Service.TEMPLATE, settings);
    };
  }
}
