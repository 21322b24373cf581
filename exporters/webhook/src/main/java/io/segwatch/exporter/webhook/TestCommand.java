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
    return PostPrinter.endpoint(name(), arguments, reader, environment)
        .map(found -> send(found, environment))
        .orElse(WRONG_CALL);
  }

  private int send(EndpointSettings endpoint, Environment environment) {
    Instant now = clock.instant();
    Notice notice = new Notice.Test(now);
    Site site = new Site(environment.node(), environment.publicUrl());
    Place place = new Place(endpoint.name(), "", 0);
    Message message = Message.of(notice, endpoint.format(), site, place);
    SignedPost post = SignedPost.of(endpoint, message, 1, endpoint.secrets().active(now, now), now);
    PostPrinter.print(
        endpoint, post, endpoint.format().masked().write(notice, site, place), environment.out());
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
