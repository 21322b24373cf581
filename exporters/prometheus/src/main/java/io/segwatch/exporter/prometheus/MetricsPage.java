package io.segwatch.exporter.prometheus;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MetricNameFilter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.DuplicateLabelsException;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The page that Prometheus scrapes, as text 0.0.4 or as OpenMetrics 1.0.0 where that is accepted.
 * As with every client library, {@code name[]} leaves out all families but those named.
 */
final class MetricsPage {
  private static final Pattern REFUSED = Pattern.compile(".*;\\s*q=0(\\.0*)?\\s*");

  private static final int ATTEMPTS = 5;

  private final PrometheusRegistry registry;
  private final ExpositionFormatWriter text = PrometheusTextFormatWriter.create();
  private final ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();

  MetricsPage(PrometheusRegistry registry) {
    this.registry = registry;
  }

  void answer(RoutingContext request) {
    String accepted = String.join(",", request.request().headers().getAll(HttpHeaders.ACCEPT));
    ExpositionFormatWriter format = openMetrics.accepts(accepted) ? openMetrics : text;
    boolean gzip = acceptsGzip(request.request());
    MetricNameFilter wanted =
        MetricNameFilter.builder().nameMustBeEqualTo(request.queryParam("name[]")).build();
    Buffer body = render(wanted, format, gzip);
    HttpServerResponse response = request.response();
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, format.getContentType())
        .putHeader(HttpHeaders.VARY, "Accept, Accept-Encoding")
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length())); // for HEAD too
    if (gzip) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    response.end(body);
  }

  private static boolean acceptsGzip(HttpServerRequest request) {
    for (String header : request.headers().getAll(HttpHeaders.ACCEPT_ENCODING)) {
      for (String coding : header.toLowerCase(Locale.ROOT).split(",", -1)) {
        if (coding.split(";", -1)[0].strip().equals("gzip")) {
          return !REFUSED.matcher(coding).matches();
        }
      }
    }
    return false;
  }

  /**
   * Where a series goes and comes back at this very moment, such as when the configuration is taken
   * anew, the registry can show it twice: then it is asked again.
   */
  private Buffer render(MetricNameFilter wanted, ExpositionFormatWriter format, boolean gzip) {
    for (int attempt = 1; ; attempt++) {
      try {
        return render(registry.scrape(wanted), format, gzip);
      } catch (DuplicateLabelsException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static Buffer render(
      MetricSnapshots snapshots, ExpositionFormatWriter format, boolean gzip) {
    Buffer body = Buffer.buffer();
    OutputStream sink = new BufferStream(body);
    try (OutputStream out = gzip ? new FastGzip(sink) : sink) {
      format.write(out, snapshots);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not from a buffer in memory
    }
    return body;
  }

  /** Writes into what is sent, without a copy of it in between. */
  private static final class BufferStream extends OutputStream {
    private final Buffer buffer;

    BufferStream(Buffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public void write(int b) {
      buffer.appendByte((byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      buffer.appendBytes(bytes, offset, length);
    }
  }

  /** Metrics are so repetitive that the lowest effort makes a small answer too. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 8 * 1024);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
