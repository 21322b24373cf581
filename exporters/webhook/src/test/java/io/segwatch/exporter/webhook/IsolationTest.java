package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.life.LogEvent;
import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.webhook.message.Samples;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A slow endpoint delays no other (alerts §5). */
class IsolationTest {
  private final RunningExporter exporter = new RunningExporter();
  private final Receiver receiver = new Receiver(exporter.vertx);
  private final CountDownLatch hangUp = new CountDownLatch(1);

  @AfterEach
  void close() {
    hangUp.countDown();
    exporter.close();
  }

  @Test
  void endpointsThatHangDelayNoOtherOnTheSameServer() {
    receiver.answer(Receiver.hang());
    receiver.answer("/good", Receiver.status(204));
    List<Map<String, Object>> endpoints = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      endpoints.add(endpoint("hung-" + i, receiver.url("/hung-" + i), Map.of("timeout", "60s")));
    }
    endpoints.add(endpoint("good", receiver.url("/good")));
    exporter.start(endpoints);

    exporter.log.write(
        IntStream.range(0, 10).mapToObj(i -> Samples.opened("h_" + i)).toArray(LogEvent[]::new));
    deliverToTheGoodOne(10);
    // Each of these wakes all the others, before the good one delivers.
    for (int i = 10; i < 15; i++) {
      exporter.log.write(Samples.opened("h_" + i));
      deliverToTheGoodOne(i + 1);
    }

    for (int i = 0; i < 20; i++) {
      assertThat(receiver.posts("/hung-" + i)).hasSize(Endpoint.CONCURRENCY);
      assertThat(exporter.pending("hung-" + i)).isEqualTo(15);
    }
  }

  private void deliverToTheGoodOne(int messages) {
    Await.until(() -> {
      exporter.clock.turn(Endpoint.PACE);
      return exporter.attempts("good", Outcome.DELIVERED) == messages;
    });
  }

  @Test
  void aNameThatIsLookedUpForEverDelaysNoOther() {
    AtomicInteger lookups = new AtomicInteger();
    exporter
        .lookingUp(host -> {
          if (host.equals("hung.example.org")) {
            lookups.incrementAndGet();
            return never();
          }
          return List.of(InetAddress.getAllByName(host));
        })
        .start(
            List.of(
                endpoint("hung", "https://hung.example.org/", Map.of("timeout", "100ms")),
                endpoint("good", receiver.url())));

    exporter.log.write(Samples.opened("h_1"), Samples.opened("h_2"));

    exporter.turnUntil(receiver, 2);
    exporter.awaitAttempts("hung", Outcome.TIMED_OUT, 2);
    // The second attempt waits for the look-up of the first: hung threads do not pile up.
    assertThat(lookups).hasValue(1);
  }

  @Test
  void stoppingWaitsForNobody() {
    AtomicInteger dropped = new AtomicInteger();
    receiver.answer(
        post -> post.request().connection().closeHandler(_ -> dropped.incrementAndGet()));
    exporter.start(endpoint("hung", receiver.url(), Map.of("timeout", "60s")));
    exporter.log.write(Samples.opened("h_1"));
    receiver.awaitPosts(1);

    exporter.stop();

    Await.until(() -> dropped.get() == 1);
  }

  private List<InetAddress> never() throws UnknownHostException {
    try {
      hangUp.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    throw new UnknownHostException("it hung");
  }
}
