package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.webhook.message.Samples;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a receiver may answer, and what is made of it (alerts §5). */
class AnswersTest {
  @AutoClose private final RunningExporter exporter = new RunningExporter();
  private final Receiver receiver = new Receiver(exporter.vertx);

  @ParameterizedTest
  @CsvSource({
    "200, DELIVERED",
    "202, DELIVERED",
    "204, DELIVERED",
    "299, DELIVERED",
    "301, REDIRECTED",
    "302, REDIRECTED",
    "307, REDIRECTED",
    "304, REDIRECTED",
    "400, REFUSED",
    "401, REFUSED",
    "404, REFUSED",
    "499, REFUSED",
    "410, GONE",
    "429, THROTTLED",
    "500, SERVER_ERROR",
    "503, SERVER_ERROR",
    "599, SERVER_ERROR"
  })
  void everyStatusHasItsOutcome(int status, Outcome outcome) {
    receiver.answer(Receiver.status(status, "location", receiver.url("/elsewhere")));
    exporter.start(endpoint("pager", receiver.url()));

    exporter.log.write(Samples.opened("h_1"));

    exporter.awaitAttempts("pager", outcome, 1);
    assertThat(exporter.pending("pager")).isEqualTo(outcome == Outcome.DELIVERED ? 0 : 1);
    // No redirect is followed.
    assertThat(receiver.posts("/elsewhere")).isEmpty();
  }

  @Test
  void aConnectionThatIsResetIsAFailure() {
    receiver.answer(Receiver.reset());
    exporter.start(endpoint("pager", receiver.url()));

    exporter.log.write(Samples.opened("h_1"));

    exporter.awaitAttempts("pager", Outcome.UNREACHABLE, 1);
  }

  @Test
  void aPortWithoutAServerIsAFailure() {
    int port = closedPort();
    exporter.start(endpoint("pager", "http://127.0.0.1:" + port + "/"));

    exporter.log.write(Samples.opened("h_1"));

    exporter.awaitAttempts("pager", Outcome.UNREACHABLE, 1);
  }

  @Test
  void whatIsNotHttpIsAFailure() {
    int port = tcp(socket -> socket.handler(_ -> socket.write("SSH-2.0-OpenSSH_9.2\r\n\r\n")));
    exporter.start(endpoint("pager", "http://127.0.0.1:" + port + "/"));

    exporter.log.write(Samples.opened("h_1"));

    exporter.awaitAttempts("pager", Outcome.UNREACHABLE, 1);
  }

  @Test
  void noAnswerInTimeIsAFailureAndTheConnectionIsDropped() {
    AtomicBoolean dropped = new AtomicBoolean();
    receiver.answer(post -> post.request().connection().closeHandler(_ -> dropped.set(true)));
    exporter.start(endpoint("pager", receiver.url(), Map.of("timeout", "200ms")));

    exporter.log.write(Samples.opened("h_1"));

    exporter.awaitAttempts("pager", Outcome.TIMED_OUT, 1);
    Await.until(dropped::get);
  }

  @Test
  void theTimeIsForTheWholeAttemptNotFromOneByteToTheNext() {
    int port =
        tcp(socket ->
            exporter.vertx.setPeriodic(
                20, timer -> socket.write("x").onFailure(_ -> exporter.vertx.cancelTimer(timer))));
    exporter.start(endpoint("pager", "http://127.0.0.1:" + port + "/", Map.of("timeout", "200ms")));

    exporter.log.write(Samples.opened("h_1"));

    exporter.awaitAttempts("pager", Outcome.TIMED_OUT, 1);
  }

  @Test
  void aConnectionThatIsNotThereInTimeIsGivenUpEarly() {
    // It accepts, and never begins with TLS.
    int port = tcp(_ -> {});
    exporter.start(
        endpoint(
            "pager",
            "https://127.0.0.1:" + port + "/",
            Map.of("connect-timeout", "200ms", "timeout", "60s")));

    exporter.log.write(Samples.opened("h_1"));

    exporter.awaitAttempts("pager", Outcome.TIMED_OUT, 1);
  }

  @Test
  void ofAHugeAnswerALittleIsReadAndTheConnectionDropped() {
    AtomicLong written = new AtomicLong();
    AtomicBoolean dropped = new AtomicBoolean();
    receiver.answer(post -> {
      post.request().response().setChunked(true).exceptionHandler(_ -> dropped.set(true));
      post.request().connection().closeHandler(_ -> dropped.set(true));
      writeWithoutEnd(post, written);
    });
    exporter.start(endpoint("pager", receiver.url()));

    exporter.log.write(Samples.opened("h_1"));

    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
    Await.until(dropped::get);
    // What the kernels' buffers hold was written too, but nobody read on.
    assertThat(written.get()).isBetween((long) Courier.ANSWER_LIMIT, 32L * 1024 * 1024);
  }

  @Test
  void anAnswerThatBeganWithSuccessCountsHoweverItEnds() {
    receiver.answer(
        post -> post.request().response().setChunked(true).setStatusCode(200).write("half a"));
    exporter.start(endpoint("pager", receiver.url(), Map.of("timeout", "200ms")));

    exporter.log.write(Samples.opened("h_1"));

    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
    assertThat(exporter.pending("pager")).isZero();
  }

  @Test
  void anEndlessHeaderIsAFailure() {
    receiver.answer(Receiver.status(200, "x-long", "x".repeat(100_000)));
    exporter.start(endpoint("pager", receiver.url()));

    exporter.log.write(Samples.opened("h_1"));

    exporter.awaitAttempts("pager", Outcome.UNREACHABLE, 1);
  }

  private static void writeWithoutEnd(Receiver.Post post, AtomicLong written) {
    Buffer part = Buffer.buffer(new byte[16 * 1024]);
    Future<Void> write = post.request().response().write(part);
    write.onSuccess(_ -> {
      written.addAndGet(part.length());
      writeWithoutEnd(post, written);
    });
  }

  private int tcp(Consumer<NetSocket> server) {
    return Await.result(
            exporter.vertx.createNetServer().connectHandler(server::accept).listen(0, "127.0.0.1"))
        .actualPort();
  }

  private int closedPort() {
    NetServer server =
        Await.result(
            exporter.vertx.createNetServer().connectHandler(_ -> {}).listen(0, "127.0.0.1"));
    int port = server.actualPort();
    Await.result(server.close());
    return port;
  }
}
