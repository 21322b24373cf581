/** For tests of exporters: an agent that knows what a test tells it. */
module io.segwatch.exporter.testkit {
  requires transitive io.segwatch.exporter;
  requires java.logging;
  requires static org.jspecify;

  exports io.segwatch.exporter.testkit;
}
