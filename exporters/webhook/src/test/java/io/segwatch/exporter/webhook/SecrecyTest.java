package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.SECRET;
import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.testkit.LogOf;
import io.segwatch.exporter.webhook.message.Samples;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are in no log and no metric (alerts §4). */
class SecrecyTest {
  @AutoClose private final RunningExporter exporter = new RunningExporter();
  private final Receiver receiver = new Receiver(exporter.vertx);
  @AutoClose private final LogOf log = new LogOf(WebhookExporter.class.getPackage());

  @ParameterizedTest
  @ValueSource(ints = {204, 302, 404, 410, 429, 500})
  void whateverIsAnswered(int status) {
    receiver.answer(Receiver.status(status, "location", "/5ecret"));
    startWith(receiver.url("/5ecret?key=5ecret"));

    exporter.awaitAttempts("pager", Outcome.of(status), 1);

    assertSecretsAreKept();
  }

  @Test
  void whateverGoesWrong() {
    receiver.answer(Receiver.reset());
    startWith(receiver.url("/5ecret?key=5ecret"));

    exporter.awaitAttempts("pager", Outcome.UNREACHABLE, 1);

    assertThat(log.lines()).anyMatch(line -> line.contains("webhook pager: attempt 1"));
    assertSecretsAreKept();
  }

  @Test
  void aReceiverCannotWriteLinesIntoTheLog() {
    int port =
        Await.result(
                exporter
                    .vertx
                    .createNetServer()
                    .connectHandler(socket ->
                        socket.handler(_ -> socket.write("X\u001b[31m/1.1 200 OK\r\n\r\n")))
                    .listen(0, "127.0.0.1"))
            .actualPort();
    startWith("http://127.0.0.1:" + port + "/");

    exporter.awaitAttempts("pager", Outcome.UNREACHABLE, 1);

    assertThat(log.lines()).hasSize(1).noneMatch(line -> line.contains("\u001b"));
  }

  private void startWith(String url) {
    exporter.start(
        endpoint("pager", url, Map.of("headers", Map.of("Authorization", "Bearer 5ecret"))));
    exporter.log.write(Samples.opened("h_1"));
  }

  private void assertSecretsAreKept() {
    String everything = String.join("\n", log.lines()) + String.join("\n", exporter.metrics());
    assertThat(everything).doesNotContain(SECRET.substring("whsec_".length()), "5ecret");
  }
}
