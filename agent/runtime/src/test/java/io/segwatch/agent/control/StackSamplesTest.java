package io.segwatch.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.agent.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StackSamplesTest {
  private static final Duration PERIOD = Duration.ofMillis(10);

  private final AtomicBoolean done = new AtomicBoolean();

  @Test
  void seeWhatTheCpuIsUsedForInSystemCallsAsWell() {
    Map<String, Long> seen = new ConcurrentHashMap<>();
    StackSamples samples =
        StackSamples.start(PERIOD, (stack, nanos) -> seen.merge(stack, nanos, Long::sum));
    Thread worker = Thread.ofPlatform().start(this::askForFilesThatAreNotThere);
    try {
      Await.until(
          "it is seen in a system call",
          () -> seen.keySet().stream().anyMatch(StackSamplesTest::isInSystemCall));
    } finally {
      done.set(true);
    }

    assertThat(samples.finish()).isTrue();
    assertThat(worker.isInterrupted()).isFalse();
    assertThat(seen.keySet()).noneMatch(stack -> stack.contains("0x"));
    assertThat(seen.values()).allMatch(nanos -> nanos % PERIOD.toNanos() == 0);
  }

  private static boolean isInSystemCall(String stack) {
    return stack.startsWith("run(java.lang.Thread);")
        && stack.contains(";askForFilesThatAreNotThere(" + StackSamplesTest.class.getName() + ");")
        && stack.contains("(sun.nio.fs.UnixNativeDispatcher)");
  }

  private void askForFilesThatAreNotThere() {
    while (!done.get()) {
      assertThat(Files.exists(Path.of("/nowhere"))).isFalse();
    }
  }
}
