package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.SECRET;
import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.exporter.Command;
import io.segwatch.exporter.Settings;
import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.testkit.TurnedClock;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code segwatch webhook test ENDPOINT}. */
class TestCommandTest {
  private final Vertx vertx = Vertx.vertx();
  private final Receiver receiver = new Receiver(vertx);
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void close() {
    Await.result(vertx.close());
  }

  @Test
  void sendsOneSignedTestMessage() {
    int exit = run(List.of("pager"), endpoint("pager", receiver.url()));

    assertThat(exit).isZero();
    Receiver.Post post = receiver.awaitPosts(1).getFirst();
    assertThat(post.type()).isEqualTo("segwatch.test");
    assertThat(post.data().getString("node")).isEqualTo("store-3");
    assertThat(post.data().containsKey("endpoint_sequence")).isFalse();
    assertThat(
            new StandardWebhooks(SECRET)
                .verifies(post.headers(), post.body().getBytes(), TurnedClock.START))
        .isTrue();
  }

  @Test
  void showsWhatWasSentAndWhatWasAnswered() {
    receiver.answer(post -> post.request().response().setStatusCode(200).end("thank \u001b[2Jyou"));

    run(List.of("pager"), endpoint("pager", receiver.url()));

    Receiver.Post post = receiver.awaitPosts(1).getFirst();
    assertThat(out.toString())
        .contains("POST http://127.0.0.1:" + receiver.port() + "/…")
        .contains("webhook-id: " + post.id())
        .contains("webhook-signature: " + post.headers().get("webhook-signature"))
        .contains(post.body().toString())
        .contains("answered with status 200")
        .contains("thank \ufffd[2Jyou");
  }

  @Test
  void showsNoSecret() {
    run(
        List.of("pager"),
        endpoint(
            "pager",
            receiver.url("/5ecret?key=5ecret"),
            Map.of("headers", Map.of("Authorization", "Bearer 5ecret"))));

    assertThat(receiver.awaitPosts(1).getFirst().headers())
        .containsEntry("authorization", "Bearer 5ecret");
    assertThat(out.toString())
        .contains("Authorization: …")
        .doesNotContain("5ecret")
        .doesNotContain(SECRET.substring(6));
  }

  @Test
  void sendsItInTheFormatOfTheEndpointAndShowsNoValueOfIts() {
    run(
        List.of("phone"),
        endpoint(
            "phone",
            receiver.url("/"),
            Map.of("format", "ntfy", "values", Map.of("topic", "5ecret"))));

    assertThat(receiver.awaitPosts(1).getFirst().json().getString("topic")).isEqualTo("5ecret");
    assertThat(out.toString()).contains("{\"topic\":\"…\"").doesNotContain("5ecret");
  }

  @Test
  void exitsWithOneWhereTheMessageIsNotTaken() {
    receiver.answer(Receiver.status(500));

    assertThat(run(List.of("pager"), endpoint("pager", receiver.url()))).isEqualTo(1);
    assertThat(out.toString()).contains("answered with status 500");
  }

  @Test
  void exitsWithOneWhereNobodyAnswers() {
    receiver.answer(Receiver.hang());

    int exit = run(List.of("pager"), endpoint("pager", receiver.url(), Map.of("timeout", "100ms")));

    assertThat(exit).isEqualTo(1);
    assertThat(out.toString()).contains("not answered: no answer in time");
  }

  @Test
  void aWrongCallNamesTheEndpointsThereAre() {
    for (List<String> arguments :
        List.of(List.<String>of(), List.of("pagre"), List.of("pager", "second"))) {
      int exit =
          run(arguments, endpoint("pager", receiver.url()), endpoint("second", receiver.url()));

      assertThat(exit).isEqualTo(2);
    }
    assertThat(err.toString().lines())
        .hasSize(3)
        .allMatch(line -> line.endsWith("there are: pager, second"));
    assertThat(receiver.posts()).isEmpty();
  }

  private int run(List<String> arguments, Map<?, ?>... endpoints) {
    Command command =
        new TestCommand(
            new EndpointReader(_ -> Optional.empty()), new TurnedClock(), Tuning.standard());
    Settings settings = new Settings(Map.of("endpoints", List.of(endpoints)));
    return command.run(
        arguments,
        new Command.Environment(
            settings,
            "store-3",
            URI.create("https://store-3:8006"),
            Path.of("state"),
            new PrintWriter(out, true),
            new PrintWriter(err, true)));
  }
}
