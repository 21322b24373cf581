package io.segwatch.agent.control;

import java.time.Duration;
import java.util.function.ObjLongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingStream;

/**
 * What the threads of this process use the CPU for, system calls as well, sampled by the JFR of
 * Linux. Its classes are loaded where this is used, and nowhere else.
 *
 * <p>A stack is written as the incumbent does: {@code METHOD(CLASS)}, from the outermost to the
 * innermost, with semicolons between.
 */
final class StackSamples {
  /**
   * Experimental in Java 25 (JEP 509). But jdk.ExecutionSample sees no thread that is in a system
   * call, which is where most of a scan takes place.
   */
  private static final String EVENT = "jdk.CPUTimeSample";

  /** What the names of hidden classes end with; another one in each process. */
  private static final Pattern ADDRESS = Pattern.compile("[./+]0x[0-9a-f]+");

  private final RecordingStream stream = new RecordingStream();

  private StackSamples() {}

  /**
   * Begins.
   *
   * @param period CPU time of a thread from one sample to the next
   * @param consumer hears of each stack, and of how many nanoseconds it stands for
   * @throws RuntimeException if JFR cannot write to the temporary folder
   */
  static StackSamples start(Duration period, ObjLongConsumer<String> consumer) {
    StackSamples samples = new StackSamples();
    samples.stream.enable(EVENT).with("throttle", period.toMillis() + "ms");
    samples.stream.onEvent(EVENT, sample -> pass(sample, consumer));
    samples.stream.startAsync();
    return samples;
  }

  private static void pass(RecordedEvent sample, ObjLongConsumer<String> consumer) {
    RecordedStackTrace stack = sample.getStackTrace();
    if (stack != null) { // it cannot always be walked
      consumer.accept(textOf(stack), sample.getDuration("samplingPeriod").toNanos());
    }
  }

  private static String textOf(RecordedStackTrace stack) {
    return stack.getFrames().reversed().stream()
        .map(StackSamples::textOf)
        .collect(Collectors.joining(";"));
  }

  private static String textOf(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    String type = ADDRESS.matcher(method.getType().getName()).replaceAll("");
    return method.getName() + "(" + type + ")";
  }

  /** Ends, once the consumer has heard of everything until now; answers whether it was on. */
  boolean finish() {
    boolean on = stream.stop();
    stream.close();
    return on;
  }
}
