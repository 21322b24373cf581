package io.segwatch.exporter;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** A place for an exporter's pages on the agent's web server. */
public interface HttpMounts {
  /**
   * Answers GET and HEAD of a path.
   *
   * @param path as in Vert.x Web, with {@code :parameters}
   * @param handler runs on the exporter's own thread; what it throws becomes a plain 500
   */
  void get(String path, Handler<RoutingContext> handler);
}
