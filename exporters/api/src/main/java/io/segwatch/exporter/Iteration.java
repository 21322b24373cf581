package io.segwatch.exporter;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Steps that each answer later, one after another. However many there are, and also where each
 * answers at once, they neither nest on the stack nor hold on to what an earlier one had.
 */
public final class Iteration<S> {
  private final Predicate<? super S> goesOn;
  private final Function<? super S, Future<S>> step;
  private final Promise<S> end = Promise.promise();

  private Iteration(Predicate<? super S> goesOn, Function<? super S, Future<S>> step) {
    this.goesOn = goesOn;
    this.step = step;
  }

  /**
   * Goes on from a state to the next.
   *
   * @param goesOn whether there is a step to take from a state
   * @param step takes it
   * @return the first state from which there is none, or what a step failed with
   */
  public static <S> Future<S> from(
      S first, Predicate<? super S> goesOn, Function<? super S, Future<S>> step) {
    Iteration<S> iteration = new Iteration<>(goesOn, step);
    iteration.goOn(first);
    return iteration.end.future();
  }

  private void goOn(S from) {
    S state = from;
    try {
      while (goesOn.test(state)) {
        Future<S> next = step.apply(state);
        if (!next.succeeded()) {
          next.onSuccess(this::goOn).onFailure(end::fail);
          return;
        }
        state = next.result();
      }
    } catch (RuntimeException e) {
      end.fail(e);
      return;
    }
    end.complete(state);
  }
}
