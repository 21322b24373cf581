package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.testkit.TurnedClock;
import io.segwatch.exporter.webhook.message.Samples;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Pattern VALUE = Pattern.compile(" [^ ]+$");

  @AutoClose private final RunningExporter exporter = new RunningExporter();
  private final Receiver receiver = new Receiver(exporter.vertx);

  @Test
  void everySeriesIsThereFromTheStartAndZero() {
    exporter.start(endpoint("pager", receiver.url()));

    List<String> lines =
        exporter.metrics().stream().filter(line -> line.startsWith("segwatch_webhook")).toList();

    assertThat(lines).allMatch(line -> line.endsWith(" 0.0"));
    assertThat(lines.stream().map(line -> VALUE.matcher(line).replaceAll("")))
        .containsExactlyInAnyOrder(
            attempts("delivered"),
            attempts("redirected"),
            attempts("refused"),
            attempts("gone"),
            attempts("throttled"),
            attempts("server_error"),
            attempts("timed_out"),
            attempts("tls_failed"),
            attempts("unreachable"),
            attempts("address_forbidden"),
            "segwatch_webhook_dead_total{endpoint=\"pager\"}",
            "segwatch_webhook_dead_letters{endpoint=\"pager\"}",
            "segwatch_webhook_disabled{endpoint=\"pager\"}",
            "segwatch_webhook_failing{endpoint=\"pager\"}",
            "segwatch_webhook_last_success_timestamp_seconds{endpoint=\"pager\"}",
            "segwatch_webhook_outbox_pending{endpoint=\"pager\"}",
            "segwatch_webhook_outbox_oldest_timestamp_seconds{endpoint=\"pager\"}");
  }

  @Test
  void whatWaitsIsCountedAndTheOldestIsTimed() {
    receiver.answer(Receiver.status(500));
    exporter.start(endpoint("pager", receiver.url()));

    exporter.log.write(Samples.opened("h_1"), Samples.opened("h_2"));

    exporter.awaitAttempts("pager", Outcome.SERVER_ERROR, 1);
    String oldest = "segwatch_webhook_outbox_oldest_timestamp_seconds{endpoint=\"pager\"}";
    assertThat(exporter.metric(oldest)).contains(TurnedClock.START.toEpochMilli() / 1e3);
    assertThat(exporter.pending("pager")).isEqualTo(2);

    receiver.answer(Receiver.status(204));
    exporter.turnUntil(receiver, 3);
    Await.until(() -> exporter.pending("pager") == 0);
    assertThat(exporter.metric(oldest)).contains(0.0);
  }

  private static String attempts(String outcome) {
    return "segwatch_webhook_attempts_total{endpoint=\"pager\",outcome=\"" + outcome + "\"}";
  }
}
