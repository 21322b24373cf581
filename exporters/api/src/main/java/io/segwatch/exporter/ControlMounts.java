package io.segwatch.exporter;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * A place for an exporter's pages for those who run the agent, on the control socket (interface
 * §3). Parameters are of the query: no bodies are taken. The page {@code /} lists all pages.
 */
public interface ControlMounts {
  /**
   * Answers GET and HEAD of a path.
   *
   * @param path as in Vert.x Web, without {@code :parameters}
   * @param summary what it answers, in a few words
   * @param handler runs on the exporter's own thread; what it throws becomes a plain 500
   */
  void get(String path, String summary, Handler<RoutingContext> handler);

  /** Takes an order: answers POST of a path, which may change something. */
  void post(String path, String summary, Handler<RoutingContext> handler);
}
