import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.map.MapExporterProvider;

/** Coverage as a picture. */
module io.segwatch.exporter.map {
  requires io.segwatch.exporter;
  requires static org.jspecify;

  provides ExporterProvider with
      MapExporterProvider;
}
