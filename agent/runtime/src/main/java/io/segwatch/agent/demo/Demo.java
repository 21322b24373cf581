package io.segwatch.agent.demo;

import io.segwatch.agent.config.AgentConfig;
import io.segwatch.agent.config.ConfigLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * All of a demo but the agent: what it looks at, and what listens to it. Closing it leaves nothing
 * behind; so does the end of the process, unless it is killed.
 *
 * <pre>{@code
 * try (Demo demo = Demo.open(parent, out, clock)) {
 *   Map<String, Object> flags = demo.flags(given, loader);
 *   if (demo.record(Duration.ofDays(1), loader.load(flags))) {
 *     …
 *   }
 * }
 * }</pre>
 */
public final class Demo implements AutoCloseable {
  private static final long SEED = 8006;
  private static final long TICK_MILLIS = 500;

  private final Clock clock;
  private final Screen screen;
  private final DemoFolder folder;
  private final SigningSecret secret = SigningSecret.random();
  private final WebhookReceiver receiver;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("demo-recorder").factory());

  private Demo(DemoFolder folder, PrintWriter out, Clock clock) {
    this.clock = clock;
    this.screen = new Screen(out, clock);
    this.folder = folder;
    this.receiver = new WebhookReceiver(secret, clock, line -> screen.event("webhook", line));
  }

  /**
   * Begins a demo, and removes what an earlier one left that was killed.
   *
   * @param parent where its folder will be
   * @throws IOException if nothing can be written there
   */
  public static Demo open(Path parent, PrintWriter out, Clock clock) throws IOException {
    Demo demo = new Demo(DemoFolder.create(parent), out, clock);
    // A signal may come before anybody listens to signals.
    Runtime.getRuntime().addShutdownHook(new Thread(demo::removeFolder, "demo-clean-up"));
    demo.folder.removeLeftOver(demo.screen::print);
    return demo;
  }

  /**
   * The flags for the agent: the user's own, and those that this demo needs.
   *
   * @throws io.segwatch.agent.config.ConfigException with everything that is wrong with them
   */
  public Map<String, Object> flags(Map<String, Object> given, ConfigLoader loader)
      throws IOException {
    DemoSettings.write(folder, receiver.url(), secret);
    return DemoSettings.flags(given, loader, folder);
  }

  /**
   * Writes a recording, tells what there is to see, and goes on recording.
   *
   * @return whether it did; not so if the process is ending
   */
  public boolean record(Duration length, AgentConfig config) throws IOException {
    RecordingFolder recording = new RecordingFolder(folder.recording());
    Optional<History.Written> history =
        new History(DemoStream.ALL, folder, recording, clock).write(length);
    history.ifPresent(written -> {
      screen.print(Introduction.of(length, written.files(), folder, config, receiver.url()));
      goOn(recording, written.until());
    });
    return history.isPresent();
  }

  private void goOn(RecordingFolder recording, long recordedUntil) {
    SplittableRandom random = new SplittableRandom(SEED);
    LiveRecorder recorder =
        new LiveRecorder(
            recording,
            DemoStream.ALL,
            new LiveScript(DemoStream.ALL, random.split()),
            random,
            recordedUntil,
            clock,
            line -> screen.event("recorder", line));
    var _ =
        ticker.scheduleWithFixedDelay(() -> tick(recorder), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick(LiveRecorder recorder) {
    try {
      folder.whileThere(recorder::tick);
    } catch (IOException | RuntimeException e) { // it would be the last tick
      screen.event("recorder", "failed: " + e);
    }
  }

  @Override
  public void close() {
    ticker.shutdown();
    receiver.close();
    removeFolder();
    screen.close();
  }

  private void removeFolder() {
    try {
      if (folder.remove()) {
        screen.print("Removed " + folder.path());
      }
    } catch (IOException e) {
      screen.print("Cannot remove " + folder.path() + ": " + e);
    }
  }
}
