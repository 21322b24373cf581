/** Holes, told to other people's servers. */
module io.segwatch.exporter.webhook {
  requires io.segwatch.exporter;
  requires static org.jspecify;
}
