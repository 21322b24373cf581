package io.segwatch.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IterationTest {
  @Test
  void aMillionStepsThatAnswerAtOnceNeedNoStack() {
    Future<Integer> end = Iteration.from(0, n -> n < 1_000_000, n -> Future.succeededFuture(n + 1));

    assertThat(end.result()).isEqualTo(1_000_000);
  }

  @Test
  void aMillionStepsThatAnswerLaterNeedNoStackEither() {
    List<Promise<Integer>> asked = new ArrayList<>();
    Future<Integer> end =
        Iteration.from(
            0,
            n -> n < 1_000_000,
            _ -> {
              asked.add(Promise.promise());
              return asked.getLast().future();
            });

    for (int n = 1; n <= 1_000_000; n++) {
      assertThat(end.isComplete()).isFalse();
      asked.removeLast().complete(n);
    }

    assertThat(end.result()).isEqualTo(1_000_000);
    assertThat(asked).isEmpty();
  }

  @Test
  void whereThereIsNothingToDoTheFirstStateIsTheLast() {
    assertThat(Iteration.from("a", _ -> false, _ -> Future.failedFuture("asked")).result())
        .isEqualTo("a");
  }

  @Test
  void whatAStepFailsWithIsTheEndOfIt() {
    Promise<Integer> later = Promise.promise();
    Future<Integer> answered =
        Iteration.from(
            0, _ -> true, n -> n < 3 ? Future.succeededFuture(n + 1) : Future.failedFuture("no"));
    Future<Integer> late = Iteration.from(0, _ -> true, _ -> later.future());
    later.fail("no, either");
    Future<Integer> thrown =
        Iteration.from(
            0,
            _ -> true,
            n -> {
              throw new IllegalStateException("step " + n);
            });

    assertThat(answered.cause()).hasMessage("no");
    assertThat(late.cause()).hasMessage("no, either");
    assertThat(thrown.cause()).isInstanceOf(IllegalStateException.class).hasMessage("step 0");
  }
}
