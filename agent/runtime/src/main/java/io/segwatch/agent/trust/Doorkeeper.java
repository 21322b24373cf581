package io.segwatch.agent.trust;

import io.segwatch.exporter.HttpProblem;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ServerSSLOptions;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets those in who may come in. Everybody else gets the same answer whatever they ask for, but for
 * the few pages that are open to all. On the event loop of the web server.
 */
public final class Doorkeeper {
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;

  private final Vertx vertx;
  private final Map<String, Handler<HttpServerRequest>> open = new HashMap<>();
  private WebConfig config = WebConfig.OPEN;
  private Optional<PasswordCheck> passwords = Optional.empty();
  private Optional<Allowance> allowance = Optional.empty();

  /** A doorkeeper that does as it is told there. */
  public Doorkeeper(Vertx vertx, WebConfig config) {
    this.vertx = vertx;
    take(config);
  }

  /** What the server is to offer to clients; nothing for plain HTTP. */
  public Optional<ServerSSLOptions> tls() {
    return config.tls().map(WebConfig.Tls::options);
  }

  /** The versions of HTTP that it is to speak. */
  public Set<HttpVersion> versions() {
    return config.tls().filter(WebConfig.Tls::http2).isPresent()
        ? EnumSet.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1, HttpVersion.HTTP_2)
        : EnumSet.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);
  }

  /** Does as its file says, whenever that is changed, until the verticle is undeployed. */
  public void watch(HttpServer server) {
    config.file().ifPresent(_ -> new WebConfigWatch(vertx, config, this, server).begin());
  }

  /** Does as it says from now on. */
  void take(WebConfig changed) {
    if (!changed.users().equals(config.users())) {
      passwords.ifPresent(PasswordCheck::close);
      passwords =
          changed.users().isEmpty()
              ? Optional.empty()
              : Optional.of(new PasswordCheck(vertx, changed.users()));
    }
    if (!changed.rateLimit().equals(config.rateLimit())) {
      allowance = changed.rateLimit().map(Allowance::new);
    }
    config = changed;
  }

  /** Gives strangers an answer of their own to GET and HEAD of a path. */
  public void open(String path, Handler<HttpServerRequest> answer) {
    open.put(path, answer);
  }

  /** Has a request answered inside, or answers it. */
  public void receive(HttpServerRequest request, Handler<HttpServerRequest> inside) {
    config.headers().forEach(request.response()::putHeader);
    if (passwords.isEmpty()) {
      admit(request, inside);
      return;
    }
    Optional<Credentials> said = Credentials.of(request.headers().getAll("authorization"));
    Future<Boolean> right =
        said.map(it -> passwords.get().isRight(it, request.remoteAddress().hostAddress()))
            .orElse(Future.succeededFuture(false));
    if (right.isComplete()) {
      decide(request, right.result(), inside);
      return;
    }
    request.pause();
    right.onSuccess(it -> {
      if (!request.response().closed()) {
        decide(request, it, inside);
        request.resume();
      }
    });
  }

  private void decide(
      HttpServerRequest request, boolean isKnown, Handler<HttpServerRequest> inside) {
    if (isKnown) {
      admit(request, inside);
    } else if (isRead(request) && open.containsKey(request.path())) {
      open.get(request.path()).handle(request);
    } else {
      request
          .response()
          .putHeader("www-authenticate", "Basic realm=\"segwatch\", charset=\"UTF-8\"");
      HttpProblem.send(request.response(), UNAUTHORIZED, "name and password are needed");
    }
  }

  private void admit(HttpServerRequest request, Handler<HttpServerRequest> inside) {
    if (allowance.isEmpty() || open.containsKey(request.path()) || allowance.get().take()) {
      inside.handle(request);
    } else {
      HttpProblem.send(
          request.response(), TOO_MANY_REQUESTS, "there are more requests than rate_limit allows");
    }
  }

  private static boolean isRead(HttpServerRequest request) {
    return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
  }
}
