package io.segwatch.agent.trust;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.segwatch.agent.config.ConfigException;
import io.segwatch.agent.config.FileState;
import io.segwatch.agent.trust.WebConfig.Tls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.Optional;

/**
 * Reads a {@link WebConfig} again when it, or a certificate or key that it names, was changed. What
 * cannot be used changes nothing and is told, once; it is tried again until it can.
 */
final class WebConfigWatch {
  private static final System.Logger LOG = System.getLogger(WebConfigWatch.class.getName());
  private static final long LOOK_MILLIS = 2_000;

  private final Vertx vertx;
  private final Doorkeeper doorkeeper;
  private final HttpServer server;
  private WebConfig config;
  private List<String> problems = List.of();
  private List<String> told = List.of();
  private boolean looking;

  /**
   * A watch that is yet to begin.
   *
   * @param config what applies now, read from a file
   */
  WebConfigWatch(Vertx vertx, WebConfig config, Doorkeeper doorkeeper, HttpServer server) {
    this.vertx = vertx;
    this.doorkeeper = doorkeeper;
    this.server = server;
    this.config = config;
  }

  /** Looks from now on, until the verticle that calls this is undeployed. */
  void begin() {
    vertx.setPeriodic(LOOK_MILLIS, _ -> look());
  }

  private void look() {
    if (looking) {
      return; // the disk is slow
    }
    looking = true;
    WebConfig current = config;
    boolean anyway = !problems.isEmpty();
    vertx
        .executeBlocking(
            () -> anyway || isChanged(current) ? readAgain(current) : Optional.<WebConfig>empty(),
            false)
        .compose(read -> read.map(this::take).orElse(Future.succeededFuture()))
        .onFailure(this::complain)
        .onComplete(_ -> looking = false);
  }

  private static boolean isChanged(WebConfig current) {
    return current.files().entrySet().stream()
        .anyMatch(read -> !read.getValue().equals(FileState.of(read.getKey())));
  }

  private static Optional<WebConfig> readAgain(WebConfig current) {
    return current.file().map(WebConfig::read);
  }

  private Future<Void> take(WebConfig changed) {
    Future<?> offered =
        changed.tls().isPresent() && config.tls().isPresent()
            ? server.updateSSLOptions(changed.tls().map(Tls::options).orElseThrow())
            : Future.succeededFuture();
    return offered.map(_ -> {
      if (!changed.tls().map(Tls::http2).equals(config.tls().map(Tls::http2))) {
        LOG.log(WARNING, "TLS or not, and http2 or not, need a restart to change");
      }
      doorkeeper.take(changed);
      config = changed;
      problems = List.of();
      told = List.of();
      LOG.log(INFO, "{0} and its certificates taken", changed.file().orElseThrow());
      return null;
    });
  }

  /** Not at once: a certificate is often changed a moment before its key. */
  private void complain(Throwable e) {
    List<String> now =
        e instanceof ConfigException wrong ? wrong.problems() : List.of(String.valueOf(e));
    if (now.equals(problems) && !now.equals(told)) {
      LOG.log(
          ERROR, "web configuration not taken, the old one stands: {0}", String.join("; ", now));
      told = now;
    }
    problems = now;
  }
}
