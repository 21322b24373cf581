/** Holes, told to other people's servers. */
module io.segwatch.exporter.webhook {
  requires io.segwatch.exporter;
  requires io.segwatch.statefile;
  requires static org.jspecify;

  provides io.segwatch.exporter.ExporterProvider with
      io.segwatch.exporter.webhook.WebhookExporterProvider;
}
