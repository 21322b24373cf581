/** Coverage as a picture. */
module io.segwatch.exporter.map {
  requires io.segwatch.exporter;
  requires static org.jspecify;
}
