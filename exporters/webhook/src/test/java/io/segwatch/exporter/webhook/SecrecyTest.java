package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.SECRET;
import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are in no log and no metric (alerts §4). */
class SecrecyTest {
  private final RunningExporter exporter = new RunningExporter();
  private final Receiver receiver = new Receiver(exporter.vertx);
  private final Logger ours = Logger.getLogger("io.segwatch.exporter.webhook");
  private final LogLines log = new LogLines();

  @BeforeEach
  void listen() {
    ours.setLevel(Level.ALL);
    ours.addHandler(log);
  }

  @AfterEach
  void close() {
    ours.removeHandler(log);
    exporter.close();
  }

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

    assertThat(log.lines).anyMatch(line -> line.contains("webhook pager: attempt 1"));
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

    assertThat(log.lines).hasSize(1).noneMatch(line -> line.contains("\u001b"));
  }

  private void startWith(String url) {
    exporter.start(
        endpoint("pager", url, Map.of("headers", Map.of("Authorization", "Bearer 5ecret"))));
    exporter.log.write(Samples.opened("h_1"));
  }

  private void assertSecretsAreKept() {
    String everything = String.join("\n", log.lines) + String.join("\n", exporter.metrics());
    assertThat(everything).doesNotContain(SECRET.substring("whsec_".length()), "5ecret");
  }

  private static final class LogLines extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord logged) {
      lines.add(formatter.formatMessage(logged));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
