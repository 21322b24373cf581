package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segwatch.exporter.webhook.message.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is not on the disk is not sent (alerts §2). */
class StateTroubleTest {
  @AutoClose private final RunningExporter exporter = new RunningExporter();
  private final Receiver receiver = new Receiver(exporter.vertx);

  @Test
  void withoutAFileItDoesNotStartAndLaterItDoes() throws IOException {
    Path file = exporter.stateDir().resolve("webhook.db");
    Files.createDirectories(file);
    assertThatThrownBy(() -> exporter.start(endpoint("pager", receiver.url())))
        .hasMessageContaining("webhook.db");

    Files.delete(file);
    exporter.startAgain();
    exporter.log.write(Samples.opened("h_1"));

    assertThat(receiver.awaitPosts(1)).hasSize(1);
  }

  @Test
  void aFileOfANewerVersionIsLeftAsItIs() throws IOException {
    Path file = exporter.stateDir().resolve("webhook.db");
    byte[] foreign =
        "not a database of ours, but somebody's text".repeat(40).getBytes(StandardCharsets.UTF_8);
    Files.write(file, foreign);

    exporter.start(endpoint("pager", receiver.url()));

    try (var files = Files.list(exporter.stateDir())) {
      assertThat(files)
          .filteredOn(each -> each.toString().contains("corrupt"))
          .singleElement()
          .satisfies(each -> assertThat(each).hasBinaryContent(foreign));
    }
  }

  @Test
  void nothingIsSentWhoseAttemptCannotBeNoted() throws IOException {
    exporter.start(endpoint("pager", receiver.url()));
    exporter.log.write(Samples.opened("h_1"));
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);

    Files.delete(exporter.stateDir().resolve("webhook.db"));
    exporter.log.write(Samples.opened("h_2"));
    exporter.clock.turn(Endpoint.PACE);
    exporter.log.write(Samples.opened("h_3"));

    assertThat(receiver.posts()).hasSize(1);
  }
}
