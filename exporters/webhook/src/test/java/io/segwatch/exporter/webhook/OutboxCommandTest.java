package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.SECRET;
import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.Command;
import io.segwatch.exporter.Settings;
import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.webhook.message.Samples;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code segwatch outbox}. */
class OutboxCommandTest {
  @AutoClose private final RunningExporter exporter = new RunningExporter();
  private final Receiver receiver = new Receiver(exporter.vertx);
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void listsWhatWaitsBesideARunningAgent() {
    failOnce();

    assertThat(run("list")).isZero();

    assertThat(out.toString())
        .matches(
            "pager +1  waiting +2026-11-23T20:14:07.120Z  segwatch.hole.opened +hole h_1  "
                + "1 attempt, last: status 500, next: 2026-11-23T20:14:1\\S+Z\n");
  }

  @Test
  void listsThatAsJsonToo() {
    failOnce();

    run("list", "pager", "--format=json");

    JsonObject entry = new JsonObject(out.toString());
    assertThat(entry.getString("endpoint")).isEqualTo("pager");
    assertThat(entry.getLong("number")).isEqualTo(1);
    assertThat(entry.getString("state")).isEqualTo("waiting");
    assertThat(entry.getString("id")).isEqualTo(receiver.posts().getFirst().id());
    assertThat(entry.getInteger("attempts")).isEqualTo(1);
    assertThat(entry.getString("last_reply")).isEqualTo("status 500");
  }

  @Test
  void listsWhatWasDeliveredIfAsked() {
    exporter.start(endpoint("pager", receiver.url()));
    exporter.log.write(Samples.opened("h_1"));
    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);

    run("list");
    run("list", "--state", "delivered");

    assertThat(out.toString().lines().toList())
        .hasSize(2)
        .satisfies(lines -> {
          assertThat(lines.getFirst()).isEqualTo("nothing is waiting or dead");
          assertThat(lines.getLast()).contains("delivered", "hole h_1", "last: status 204");
        });
  }

  @Test
  void showsAMessageAsItIsSent() {
    failOnce();

    assertThat(run("show", "pager", "1")).isZero();

    assertThat(out.toString())
        .contains(
            "webhook-id: " + receiver.posts().getFirst().id(),
            "content-type: application/json",
            receiver.posts().getFirst().body().toString())
        .doesNotContain(SECRET.substring(6), "5ecret");
  }

  @Test
  void aDeadLetterIsSentAgainOnAnOrderToTheRunningAgent() {
    giveUp();

    assertThat(exporter.agent.order("/outbox/replay?endpoint=pager&number=1").text())
        .isEqualTo("1 message of pager to be sent again\n");

    Await.until(() -> exporter.attempts("pager", Outcome.DELIVERED) == 1);
    assertThat(receiver.posts().getLast().id()).isEqualTo(receiver.posts().getFirst().id());
    assertThat(receiver.posts().getLast().body()).isEqualTo(receiver.posts().getFirst().body());
    Await.until(() -> exporter.gauge("dead_letters", "pager") == 0);
  }

  @Test
  void ordersThatMakeNoSenseAreRefusedAndChangeNothing() {
    giveUp();

    assertThat(exporter.agent.order("/outbox/replay?endpoint=nobody").status()).isEqualTo(404);
    assertThat(exporter.agent.order("/outbox/replay?endpoint=pager&number=x").status())
        .isEqualTo(400);
    assertThat(exporter.agent.order("/outbox/drop?endpoint=pager&number=1&number=7").text())
        .contains("has no message that waits or was given up with the number 7");
    assertThat(exporter.gauge("dead_letters", "pager")).isEqualTo(1);
  }

  @Test
  void whatIsBeingSentIsNotDropped() {
    receiver.answer(Receiver.hang());
    exporter.start(endpoint("pager", receiver.url()));
    exporter.log.write(Samples.opened("h_1"));
    receiver.awaitPosts(1);

    assertThat(exporter.agent.order("/outbox/drop?endpoint=pager&number=1").status())
        .isEqualTo(409);
  }

  @Test
  void anEndpointThatIsGoneIsTriedAgainOnAnOrder() {
    exporter.tryOnce(receiver, Receiver.status(410), Outcome.GONE, Samples.opened("h_1"));
    receiver.answer(Receiver.status(204));

    exporter.agent.order("/outbox/replay?endpoint=pager");

    Await.until(() -> {
      exporter.clock.turn(Duration.ofSeconds(1));
      return exporter.attempts("pager", Outcome.DELIVERED) == 1;
    });
  }

  @Test
  void whereNoAgentRunsAnOrderIsCarriedOutAtOnce() {
    giveUp();
    exporter.stop();

    assertThat(run("replay", "pager")).isZero();
    assertThat(out.toString()).isEqualTo("1 message of pager to be sent again\n");
    exporter.startAgain();

    exporter.awaitAttempts("pager", Outcome.DELIVERED, 1);
  }

  @Test
  void aDroppedMessageIsForgotten() {
    failOnce();
    exporter.stop();

    assertThat(run("drop", "pager", "1")).isZero();
    run("list", "--state", "all");

    assertThat(out.toString())
        .isEqualTo("1 message of pager dropped\nnothing is waiting or dead or delivered\n");
  }

  @Test
  void anOrderGoesToTheAgentThatListens() {
    exporter.start(endpoint("pager", receiver.url()));
    List<String> orders = new CopyOnWriteArrayList<>();
    Await.result(
        exporter
            .vertx
            .createHttpServer()
            .requestHandler(request -> {
              orders.add(request.method() + " " + request.uri());
              request.response().end("2 messages of pager dropped\n");
            })
            .listen(
                SocketAddress.domainSocketAddress(
                    exporter.stateDir().resolve("control").toString())));

    assertThat(run("drop", "pager", "3", "4")).isZero();

    assertThat(orders).containsExactly("POST /outbox/drop?endpoint=pager&number=3&number=4");
    assertThat(out.toString()).isEqualTo("2 messages of pager dropped\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "                       | outbox is to be followed by what to do",
        "lits                   | outbox is to be followed by what to do",
        "list a b               | list takes one ENDPOINT at most",
        "list --state gone      | --state is to be one of waiting, dead, delivered, all",
        "list --format          | --format needs a value",
        "list --sort up         | there is no option --sort",
        "show pager             | show takes an ENDPOINT and a NUMBER",
        "show pager one         | 'one' is no NUMBER of a message, such as 12",
        "replay                 | replay takes an ENDPOINT, and NUMBERs",
        "drop pager -1          | '-1' is no NUMBER of a message, such as 12",
      })
  void aWrongCallIsToldWhatIsWrongAndWhatIsRight(String words, String problem) {
    String[] arguments = words == null ? new String[0] : words.split(" ");

    assertThat(run(arguments)).isEqualTo(2);

    assertThat(err.toString())
        .startsWith("segwatch: " + problem + "\nsegwatch outbox list [ENDPOINT]");
  }

  @Test
  void whereThereIsNoOutboxThatIsSaid() {
    assertThat(run("list")).isEqualTo(3);
    assertThat(run("drop", "pager")).isEqualTo(3);

    assertThat(err.toString()).contains("segwatch: there is no outbox in " + exporter.stateDir());
    assertThat(exporter.stateDir()).isEmptyDirectory();
  }

  private void failOnce() {
    receiver.answer(Receiver.status(500));
    exporter.start(
        endpoint(
            "pager", receiver.url(), Map.of("headers", Map.of("Authorization", "Bearer 5ecret"))));
    exporter.log.write(Samples.opened("h_1"));
    exporter.awaitAttempts("pager", Outcome.SERVER_ERROR, 1);
  }

  private void giveUp() {
    failOnce();
    Await.until(() -> {
      exporter.clock.turn(Duration.ofHours(4));
      return exporter.dead("pager") == 1;
    });
    receiver.answer(Receiver.status(204));
  }

  private int run(String... arguments) {
    return new OutboxCommand(exporter.clock)
        .run(
            List.of(arguments),
            new Command.Environment(
                new Settings(Map.of()),
                "store-3",
                URI.create("http://store-3:8006"),
                exporter.stateDir(),
                new PrintWriter(out, true),
                new PrintWriter(err, true)));
  }
}
