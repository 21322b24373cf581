package io.segwatch.exporter.webhook;

import io.segwatch.exporter.ControlMounts;
import io.segwatch.exporter.HttpProblem;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Takes the operator's orders to a running agent, by the control socket (alerts §2). */
final class OutboxPages {
  private final OutboxFile file;
  private final Endpoints endpoints;

  OutboxPages(OutboxFile file, Endpoints endpoints) {
    this.file = file;
    this.endpoints = endpoints;
  }

  /** The path of an order. */
  static String path(OutboxOrder.Kind kind) {
    return "/outbox/" + kind.word();
  }

  void mount(ControlMounts control) {
    control.post(
        path(OutboxOrder.Kind.REPLAY),
        "?endpoint=NAME&number=N sends a message again; no number: all dead letters",
        request -> carryOut(OutboxOrder.Kind.REPLAY, request));
    control.post(
        path(OutboxOrder.Kind.DROP),
        "?endpoint=NAME&number=N forgets a message; no number: all dead letters",
        request -> carryOut(OutboxOrder.Kind.DROP, request));
  }

  private void carryOut(OutboxOrder.Kind kind, RoutingContext request) {
    List<String> words = request.queryParams().getAll("number");
    List<Long> numbers = words.stream().flatMap(word -> number(word).stream()).toList();
    String name = Optional.ofNullable(request.queryParams().get("endpoint")).orElse("");
    if (numbers.size() < words.size()) {
      HttpProblem.send(request, 400, "number is to be an endpoint_sequence such as 12");
      return;
    }
    Optional<Told> endpoint = endpoints.endpoint(name);
    Optional<Long> busy =
        numbers.stream()
            .filter(number -> endpoint.filter(running -> running.isUnderWay(number)).isPresent())
            .findFirst();
    if (busy.isPresent()) {
      HttpProblem.send(
          request, 409, "message " + busy.get() + " is being sent just now; try again in a moment");
      return;
    }
    OutboxOrder.Result result = file.carryOut(new OutboxOrder(kind, name, numbers));
    if (!result.done()) {
      HttpProblem.send(request, 404, result.words());
      return;
    }
    endpoint.ifPresent(
        running -> Optional.ofNullable(file.endpoints().get(name)).ifPresent(running::reload));
    request
        .response()
        .putHeader("content-type", "text/plain; charset=utf-8")
        .end(result.words() + "\n");
  }

  /** A number as it stands in a message. */
  static Optional<Long> number(String word) {
    return word.matches("\\d{1,18}") ? Optional.of(Long.valueOf(word)) : Optional.empty();
  }
}
