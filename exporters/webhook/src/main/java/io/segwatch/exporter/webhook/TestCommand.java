package io.segwatch.exporter.webhook;

import io.segwatch.exporter.Command;
import io.segwatch.exporter.webhook.message.Message;
import io.segwatch.exporter.webhook.message.Notice;
import io.segwatch.exporter.webhook.message.Place;
import io.segwatch.exporter.webhook.message.Site;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code segwatch webhook test ENDPOINT}: sends one message that tells nothing, and shows what was
 * sent and what was answered. Exits with 0 if it was taken, 1 if not, 2 if there is no such
 * endpoint.
 */
final class TestCommand implements Command {
  private static final int TAKEN = 0;
  private static final int NOT_TAKEN = 1;
  private static final int WRONG_CALL = 2;

  private final EndpointReader reader;
  private final Clock clock;
  private final Tuning tuning;

  TestCommand(EndpointReader reader, Clock clock, Tuning tuning) {
    this.reader = reader;
    this.clock = clock;
    this.tuning = tuning;
  }

  @Override
  public String name() {
    return "test";
  }

  @Override
  public String summary() {
    return "ENDPOINT: sends it a signed test message, shows what was sent and answered";
  }

  @Override
  public int run(List<String> arguments, Environment environment) {
    List<EndpointSettings> endpoints = reader.read(environment.settings());
    Optional<EndpointSettings> endpoint =
        endpoints.stream().filter(each -> arguments.equals(List.of(each.name()))).findFirst();
    return endpoint
        .map(found -> send(found, environment))
        .orElseGet(() -> refuse(endpoints, environment.err()));
  }

  private static int refuse(List<EndpointSettings> endpoints, PrintWriter err) {
    String names = endpoints.stream().map(EndpointSettings::name).collect(Collectors.joining(", "));
    err.println(
        "segwatch webhook test takes the name of one endpoint; "
            + (names.isEmpty() ? "none is configured" : "there are: " + names));
    return WRONG_CALL;
  }

  private int send(EndpointSettings endpoint, Environment environment) {
    Instant now = clock.instant();
    Message message =
        Message.of(
            new Notice.Test(now),
            endpoint.format(),
            new Site(environment.node(), environment.publicUrl()),
            new Place(endpoint.name(), "", 0));
    SignedPost post = SignedPost.of(endpoint, message, 1, endpoint.secrets().active(now, now), now);
    show(endpoint, post, environment.out());
    Reply reply = deliver(endpoint, post);
    show(reply, environment.out());
    return reply.outcome() == Outcome.DELIVERED ? TAKEN : NOT_TAKEN;
  }

  private Reply deliver(EndpointSettings endpoint, SignedPost post) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    try {
      Courier courier = new Courier(vertx, tuning.client().get(), tuning.lookup());
      Promise<Reply> reply = Promise.promise();
      vertx.runOnContext(_ -> courier.post(endpoint, post).onComplete(reply));
      return reply.future().toCompletionStage().toCompletableFuture().join();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static void show(EndpointSettings endpoint, SignedPost post, PrintWriter out) {
    out.println("POST " + endpoint.target());
    post.headers()
        .forEach((name, value) ->
            out.println(name + ": " + (endpoint.headers().containsKey(name) ? "…" : value)));
    out.println();
    out.println(post.body());
    out.println();
    out.flush();
  }

  private static void show(Reply reply, PrintWriter out) {
    switch (reply) {
      case Reply.Answer answer -> {
        out.println("answered with " + answer.summary());
        if (!answer.body().isEmpty()) {
          out.println(Printable.lines(answer.body()));
        }
      }
      case Reply.NoAnswer none -> out.println("not answered: " + none.summary());
    }
    out.flush();
  }
}
