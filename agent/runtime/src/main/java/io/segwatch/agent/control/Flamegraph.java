package io.segwatch.agent.control;

import io.segwatch.agent.web.LimitedHttp;
import io.segwatch.exporter.HttpProblem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * What the CPU is used for in the next seconds: a line {@code OUTER;…;INNER MILLISECONDS} for each
 * stack, as flamegraph.pl and speedscope read them. One at a time.
 */
final class Flamegraph {
  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final int DEFAULT_SECONDS = 10;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private final Vertx vertx;
  private final AtomicBoolean recording = new AtomicBoolean();

  Flamegraph(Vertx vertx) {
    this.vertx = vertx;
  }

  void answer(RoutingContext request) {
    int seconds = seconds(request);
    if (seconds < 1 || seconds > LimitedHttp.LONGEST_WORK_SECONDS) {
      HttpProblem.send(
          request, 400, "seconds is to be a number from 1 to " + LimitedHttp.LONGEST_WORK_SECONDS);
    } else if (recording.getAndSet(true)) {
      HttpProblem.send(request, 409, "another one is being made; ask again when it is done");
    } else {
      record(seconds)
          .onComplete(_ -> recording.set(false))
          .onSuccess(stacks ->
              request.response().putHeader("content-type", "text/plain; charset=utf-8").end(stacks))
          .onFailure(e -> Diagnostics.cannotWrite(request, e));
    }
  }

  private static int seconds(RoutingContext request) {
    try {
      return Optional.ofNullable(request.queryParams().get("seconds"))
          .map(Integer::parseInt)
          .orElse(DEFAULT_SECONDS);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private Future<String> record(int seconds) {
    Map<String, Long> nanos = new ConcurrentSkipListMap<>();
    return Blocking.call(
            vertx,
            () -> StackSamples.start(PERIOD, (stack, time) -> nanos.merge(stack, time, Long::sum)))
        .compose(samples ->
            vertx
                .timer(seconds, TimeUnit.SECONDS)
                .compose(_ -> Blocking.call(vertx, samples::finish)))
        .map(_ ->
            nanos.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue() / NANOS_PER_MILLI + "\n")
                .collect(Collectors.joining()));
  }
}
