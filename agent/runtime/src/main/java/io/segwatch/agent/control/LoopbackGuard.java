package io.segwatch.agent.control;

import io.segwatch.exporter.HttpProblem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps the pages that a browser on this machine shows from using it to get here: one may have its
 * own name lead to 127.0.0.1, another may post a form.
 *
 * @param port that is listened on
 */
record LoopbackGuard(int port) implements Handler<RoutingContext> {
  private static final List<String> NAMES = List.of("127.0.0.1", "localhost", "[::1]");

  @Override
  public void handle(RoutingContext request) {
    String host = header(request, "host").orElse("");
    String origin = header(request, "origin").orElse("http://" + host);
    if (NAMES.stream().noneMatch(name -> host.equals(name + ":" + port))) {
      HttpProblem.send(
          request, 403, "Host is to be 127.0.0.1:%1$d or localhost:%1$d".formatted(port));
    } else if (request.request().method().equals(HttpMethod.POST)
        && !origin.equals("http://" + host)) {
      HttpProblem.send(request, 403, "no orders are taken from the pages of another origin");
    } else {
      request.next();
    }
  }

  private static Optional<String> header(RoutingContext request, String name) {
    return Optional.ofNullable(request.request().getHeader(name))
        .map(text -> text.toLowerCase(Locale.ROOT));
  }
}
