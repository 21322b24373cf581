package io.segwatch.exporter.web.answer;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** How an answer is packed for its way. */
public enum Coding {
  IDENTITY(""),
  GZIP("-gzip");

  private static final Pattern REFUSED = Pattern.compile(".*;\\s*q=0(\\.0*)?\\s*");

  private final String tagSuffix;

  Coding(String tagSuffix) {
    this.tagSuffix = tagSuffix;
  }

  /** The best that a client takes. */
  public static Coding of(HttpServerRequest request) {
    for (String header : request.headers().getAll(HttpHeaders.ACCEPT_ENCODING)) {
      for (String coding : header.toLowerCase(Locale.ROOT).split(",", -1)) {
        if (coding.split(";", -1)[0].strip().equals("gzip")) {
          return REFUSED.matcher(coding).matches() ? IDENTITY : GZIP;
        }
      }
    }
    return IDENTITY;
  }

  /** An entity tag for content packed so: two codings are two representations (RFC 9110 §8.8.3). */
  public String tag(String name) {
    return '"' + name + tagSuffix + '"';
  }

  /** A stream that packs what is written to it; to be closed in any case. */
  OutputStream over(OutputStream sink) throws IOException {
    return this == GZIP ? new FastGzip(sink) : sink;
  }

  /** Figures are so repetitive that the lowest effort makes a small answer too. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 4 * 1024);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
