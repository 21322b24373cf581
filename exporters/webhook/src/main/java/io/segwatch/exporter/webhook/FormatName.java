package io.segwatch.exporter.webhook;

/** The formats that an endpoint may choose, in lower case (alerts §3). */
enum FormatName {
  STANDARD
}
