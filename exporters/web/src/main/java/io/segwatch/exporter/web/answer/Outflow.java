package io.segwatch.exporter.web.answer;

import static java.lang.System.Logger.Level.ERROR;

import io.segwatch.exporter.HttpProblem;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sends bodies piece by piece. Of each there is one chunk at a time, made once the last one is on
 * its way, so a client that reads slowly holds no more than that; and between two slices of work
 * the thread is free for others.
 */
public final class Outflow {
  private static final System.Logger LOG = System.getLogger(Outflow.class.getName());
  private static final int CHUNK_BYTES = 16 * 1024;
  private static final long SLICE_NANOS = 2_000_000;

  /** More answers at once are refused: each may be taken as slowly as its client likes. */
  private static final int MOST = 32;

  private static final String BUSY_SECONDS = "5";

  private final Context context;
  private final Set<Flow> flows = new HashSet<>();

  /** To be made, and used, on the thread that does the work. */
  public Outflow(Vertx vertx) {
    this.context = vertx.getOrCreateContext();
  }

  /** Answers with a body; its headers are set already, but for those of its coding. */
  public void send(RoutingContext request, Coding coding, Body.Maker maker) {
    HttpServerResponse response = request.response();
    if (flows.size() >= MOST) {
      response.putHeader(HttpHeaders.RETRY_AFTER, BUSY_SECONDS);
      HttpProblem.send(request, 503, "too many answers are being sent");
      return;
    }
    if (coding == Coding.GZIP) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    if (HttpMethod.HEAD.equals(request.request().method())) {
      response.end();
      return;
    }
    try {
      Chunk chunk = new Chunk();
      OutputStream packed = coding.over(chunk);
      new Flow(request, chunk, packed, maker.to(packed)).begin();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not from a buffer in memory
    }
  }

  /** Breaks off whatever is being sent. */
  public void close() {
    List.copyOf(flows).forEach(Flow::abandon);
  }

  private final class Flow {
    private final RoutingContext request;
    private final Chunk chunk;
    private final OutputStream packed;
    private final Body body;

    Flow(RoutingContext request, Chunk chunk, OutputStream packed, Body body) {
      this.request = request;
      this.chunk = chunk;
      this.packed = packed;
      this.body = body;
    }

    void begin() {
      flows.add(this);
      work();
    }

    private void work() {
      if (!flows.contains(this)) {
        return;
      }
      try {
        long end = System.nanoTime() + SLICE_NANOS;
        boolean more = true;
        while (more
            && body.ready().succeeded()
            && chunk.size() < CHUNK_BYTES
            && System.nanoTime() - end < 0) {
          more = body.writeNext();
        }
        if (!more) {
          packed.close();
          flows.remove(this);
          var _ = request.response().end(chunk.take());
        } else if (request.response().closed()) {
          abandon();
        } else if (chunk.size() < CHUNK_BYTES) {
          goOn(body.ready());
        } else {
          goOn(sendChunk());
        }
      } catch (IOException | RuntimeException e) {
        LOG.log(ERROR, "the answer to " + request.normalizedPath() + " broke off", e);
        abandon();
      }
    }

    private Future<?> sendChunk() {
      HttpServerResponse response = request.response();
      if (!response.headWritten()) {
        response.setChunked(true); // how much there is to come is not known
      }
      return response.write(chunk.take());
    }

    private void goOn(Future<?> condition) {
      condition
          .onSuccess(_ -> context.runOnContext(_ -> work()))
          .onFailure(_ -> context.runOnContext(_ -> abandon()));
    }

    /** The client is gone, or the rest of the answer cannot be had: it must not look whole. */
    private void abandon() {
      if (!flows.remove(this)) {
        return;
      }
      try {
        packed.close();
      } catch (IOException e) {
        LOG.log(ERROR, "what was packed is not freed", e);
      }
      HttpServerResponse response = request.response();
      if (!response.headWritten()) {
        response.headers().remove(HttpHeaders.CONTENT_ENCODING);
        HttpProblem.send(request, 500, "internal error; the log says more");
      } else {
        var _ = response.reset();
      }
    }
  }
}
