package io.segwatch.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpProblemTest {
  private final Vertx vertx = Vertx.vertx();

  private record Answer(HttpClientResponse head, Buffer body) {}

  @AfterEach
  void close() throws TimeoutException {
    await(vertx.close());
  }

  @ParameterizedTest
  @CsvSource({
    "404, Not Found",
    "400, Bad Request",
    "503, Service Unavailable",
  })
  void saysWhatIsWrongInTheWordsOfTheStandardAndInItsOwn(int status, String title)
      throws TimeoutException {
    Answer answer =
        answerOf(request -> HttpProblem.send(request, status, "there is no \"such\" stream"));

    assertThat(answer.head().statusCode()).isEqualTo(status);
    assertThat(answer.head().getHeader("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.body().toJsonObject())
        .isEqualTo(
            new JsonObject()
                .put("title", title)
                .put("status", status)
                .put("detail", "there is no \"such\" stream"));
  }

  @Test
  void leavesAnAnswerAloneThatHasEnded() throws TimeoutException {
    Answer answer =
        answerOf(request -> {
          request.response().end("fine");
          HttpProblem.send(request, 500, "too late");
        });

    assertThat(answer.head().statusCode()).isEqualTo(200);
    assertThat(answer.body()).hasToString("fine");
  }

  @Test
  void leavesAnAnswerAloneThatHasBegun() throws TimeoutException {
    Answer answer =
        answerOf(request -> {
          request.response().setChunked(true).write("fi");
          HttpProblem.send(request, 500, "too late");
          request.response().end("ne");
        });

    assertThat(answer.head().statusCode()).isEqualTo(200);
    assertThat(answer.body()).hasToString("fine");
  }

  private Answer answerOf(Handler<RoutingContext> page) throws TimeoutException {
    Router router = Router.router(vertx);
    router.route().handler(page);
    int port =
        await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1")).actualPort();
    return await(
        vertx
            .createHttpClient()
            .request(HttpMethod.GET, port, "127.0.0.1", "/")
            .compose(request ->
                request.send().compose(head -> head.body().map(body -> new Answer(head, body)))));
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(20, TimeUnit.SECONDS);
  }
}
