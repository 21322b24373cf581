package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.webhook.message.Samples;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Where a message goes is decided by what its host resolves to at that moment (alerts §7). */
class AddressTest {
  @AutoClose private final RunningExporter exporter = new RunningExporter();
  private final Receiver receiver = new Receiver(exporter.vertx);

  @Test
  void connectsToTheAddressAndKeepsTheName() {
    exporter
        .lookingUp(_ -> addresses("127.0.0.1"))
        .start(endpoint("pager", "http://hooks.localhost:" + receiver.port() + "/"));

    exporter.log.write(Samples.opened("h_1"));

    assertThat(receiver.awaitPosts(1).getFirst().headers())
        .containsEntry("host", "hooks.localhost:" + receiver.port());
  }

  @Test
  void theAddressIsLookedAtForEveryAttempt() {
    AtomicReference<String> address = new AtomicReference<>("169.254.169.254");
    exporter
        .lookingUp(_ -> addresses(address.get()))
        .start(endpoint("pager", "https://rebound.example.org/", Map.of("timeout", "5s")));
    exporter.log.write(Samples.opened("h_1"));
    exporter.awaitAttempts("pager", Outcome.ADDRESS_FORBIDDEN, 1);

    address.set("0.0.0.0");
    exporter.clock.turn(Duration.ofSeconds(6));
    exporter.awaitAttempts("pager", Outcome.ADDRESS_FORBIDDEN, 2);

    address.set("224.0.0.1");
    exporter.clock.turn(Duration.ofSeconds(36));
    exporter.awaitAttempts("pager", Outcome.ADDRESS_FORBIDDEN, 3);
  }

  @Test
  void plainHttpStaysOnThisMachineWhateverTheNameSays() {
    exporter
        .lookingUp(_ -> addresses("10.255.255.1"))
        .start(endpoint("pager", "http://localhost:" + receiver.port() + "/"));

    exporter.log.write(Samples.opened("h_1"));

    exporter.awaitAttempts("pager", Outcome.ADDRESS_FORBIDDEN, 1);
  }

  @Test
  void plainHttpLeavesItWhereThatIsAllowed() {
    exporter
        .lookingUp(_ -> addresses("127.0.0.1"))
        .start(
            endpoint(
                "pager",
                "http://hooks.example.org:" + receiver.port() + "/",
                Map.of("allow-http", true)));

    exporter.log.write(Samples.opened("h_1"));

    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
  }

  @Test
  void theNextAddressIsTriedWhereOneDoesNotAnswer() {
    // Nothing listens on the first; what must not be connected to is passed over.
    exporter
        .lookingUp(_ -> addresses("127.0.0.2", "169.254.169.254", "127.0.0.1"))
        .start(endpoint("pager", "http://localhost:" + receiver.port() + "/"));

    exporter.log.write(Samples.opened("h_1"));

    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
    assertThat(receiver.posts()).hasSize(1);
  }

  @Test
  void aNameThatNobodyKnowsIsAFailure() {
    exporter
        .lookingUp(host -> {
          throw new UnknownHostException(host);
        })
        .start(endpoint("pager", "https://nowhere.example.org/"));

    exporter.log.write(Samples.opened("h_1"));

    exporter.awaitAttempts("pager", Outcome.UNREACHABLE, 1);
  }

  private static List<InetAddress> addresses(String... texts) throws UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String text : texts) {
      addresses.addAll(List.of(InetAddress.getAllByName(text)));
    }
    return addresses;
  }
}
