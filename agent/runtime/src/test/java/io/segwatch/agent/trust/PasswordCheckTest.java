package io.segwatch.agent.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much who guesses can cost. */
class PasswordCheckTest {
  private static final PasswordHash HASH =
      PasswordHash.parse("$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i"); // abc

  private final Vertx vertx = Vertx.vertx();
  private final PasswordCheck check = new PasswordCheck(vertx, Map.of("ann", HASH));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private static Credentials ann(String password) {
    return new Credentials("ann", Buffer.buffer(password));
  }

  /** On the event loop, as always. */
  private <T> T onLoop(Callable<T> call) {
    return Future.<T>future(done ->
            vertx.runOnContext(_ -> {
              try {
                done.complete(call.call());
              } catch (Exception e) {
                done.fail(e);
              }
            }))
        .await();
  }

  @Test
  void whatWasCheckedIsKnownAtOnce() {
    assertThat(onLoop(() -> check.isRight(ann("abc"), "10.0.0.1")).await()).isTrue();
    assertThat(onLoop(() -> check.isRight(ann("abd"), "10.0.0.1")).await()).isFalse();

    assertThat(onLoop(() -> check.isRight(ann("abc"), "10.0.0.2")))
        .matches(Future::isComplete)
        .extracting(Future::result)
        .isEqualTo(true);
    assertThat(onLoop(() -> check.isRight(ann("abd"), "10.0.0.2")))
        .matches(Future::isComplete)
        .extracting(Future::result)
        .isEqualTo(false);
  }

  @Test
  void theSameIsAskedOnce() {
    List<Future<Boolean>> asked =
        onLoop(() ->
            List.of(check.isRight(ann("abc"), "10.0.0.1"), check.isRight(ann("abc"), "10.0.0.2")));

    assertThat(asked.get(0)).isSameAs(asked.get(1));
  }

  @Test
  void anAddressMayNotHaveTooManyWaiting() {
    List<Future<Boolean>> guesses =
        onLoop(() -> {
          List<Future<Boolean>> asked = new ArrayList<>();
          for (int i = 0; i < PasswordCheck.MOST_WAITING + 10; i++) {
            asked.add(check.isRight(ann("guess" + i), "10.0.0.1"));
          }
          return asked;
        });

    assertThat(guesses.stream().filter(Future::isComplete).map(Future::result))
        .hasSizeGreaterThanOrEqualTo(9)
        .containsOnly(false);
    assertThat(onLoop(() -> check.isRight(ann("abc"), "10.0.0.2")).await()).isTrue();
    assertThat(guesses.stream().filter(guess -> !guess.isComplete()))
        .as("others wait on, while one of another address had its turn")
        .isNotEmpty();
  }
}
