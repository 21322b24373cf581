import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.web.WebExporterProvider;

/** The page, and the programming interface that it is made of. */
module io.segwatch.exporter.web {
  requires com.fasterxml.jackson.core;
  requires io.segwatch.exporter;
  requires static org.jspecify;

  provides ExporterProvider with
      WebExporterProvider;
}
