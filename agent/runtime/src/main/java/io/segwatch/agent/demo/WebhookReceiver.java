package io.segwatch.agent.demo;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A receiver of webhooks as anybody might write one: takes posts on a free port of 127.0.0.1,
 * believes those that are signed, and says what it heard.
 */
final class WebhookReceiver implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String PATH = "/webhook";
  private static final int LARGEST_BODY = 64 * 1024;
  private static final long CLOSE_SECONDS = 1;

  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(1)
              .setWorkerPoolSize(1)
              .setInternalBlockingPoolSize(1));
  private final SigningSecret secret;
  private final Clock clock;
  private final Consumer<String> heard;
  private final HttpServer server;

  /**
   * A receiver that is listening.
   *
   * @param heard takes a line for each message, on the event loop
   */
  WebhookReceiver(SigningSecret secret, Clock clock, Consumer<String> heard) {
    this.secret = secret;
    this.clock = clock;
    this.heard = heard;
    Router router = Router.router(vertx);
    router
        .post(PATH)
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
        .handler(this::receive);
    this.server = vertx.createHttpServer().requestHandler(router).listen(0, HOST).await();
  }

  URI url() {
    return URI.create("http://" + HOST + ":" + server.actualPort() + PATH);
  }

  private void receive(RoutingContext context) {
    HttpServerRequest request = context.request();
    byte[] body = Optional.ofNullable(context.body().buffer()).orElse(Buffer.buffer()).getBytes();
    boolean right =
        secret.verifies(
            header(request, "webhook-id"),
            header(request, "webhook-timestamp"),
            body,
            header(request, "webhook-signature"),
            clock.instant());
    if (right) {
      heard.accept(MessageLine.of(new JsonObject(Buffer.buffer(body))) + "  (signature right)");
      context.response().setStatusCode(204).end();
    } else {
      heard.accept("a message whose signature is wrong was refused");
      context.response().setStatusCode(401).end();
    }
  }

  private static String header(HttpServerRequest request, String name) {
    return Optional.ofNullable(request.getHeader(name)).orElse("");
  }

  @Override
  public void close() {
    try {
      vertx.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      heard.accept("the receiver does not close; it ends with the process");
    }
  }
}
