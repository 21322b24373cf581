package io.segwatch.exporter.webhook;

import io.segwatch.exporter.Command;
import io.vertx.core.buffer.Buffer;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows on a terminal what an endpoint is sent, without what may be a secret. */
final class PostPrinter {
  private PostPrinter() {}

  /** The endpoint of a name; if there is none, the error says which there are. */
  static Optional<EndpointSettings> endpoint(
      String command, List<String> names, EndpointReader reader, Command.Environment environment) {
    List<EndpointSettings> endpoints = reader.read(environment.settings());
    Optional<EndpointSettings> found =
        endpoints.stream().filter(each -> names.equals(List.of(each.name()))).findFirst();
    if (found.isEmpty()) {
      String known =
          endpoints.stream().map(EndpointSettings::name).collect(Collectors.joining(", "));
      environment
          .err()
          .println(
              "segwatch webhook "
                  + command
                  + " takes the name of one endpoint; "
                  + (known.isEmpty() ? "none is configured" : "there are: " + known));
    }
    return found;
  }

  /**
   * Shows a request.
   *
   * @param body in place of its own
   */
  static void print(EndpointSettings endpoint, SignedPost post, Buffer body, PrintWriter out) {
    out.println("POST " + endpoint.target());
    post.headers()
        .forEach((name, value) ->
            out.println(name + ": " + (endpoint.headers().containsKey(name) ? "…" : value)));
    out.println();
    out.println(Printable.line(body.toString()));
    out.println();
    out.flush();
  }
}
