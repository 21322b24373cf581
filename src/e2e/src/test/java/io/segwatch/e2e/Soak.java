package io.segwatch.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Many holes: ten thousand at once, filled at once, and then a thousand transitions a minute; what
 * that takes of memory and disk, and whether all of it is told (alerts §6, §8). {@code
 * src/e2e/soak} runs it.
 */
final class Soak implements AutoCloseable {
  /** How many holes there are at once. */
  static final int HOLES = 10_000;

  /** How much more memory than at rest it should take at most, in MiB. */
  private static final int MORE_MEMORY_WANTED = 15;

  private static final int TRANSITIONS_PER_MINUTE = 1_000;
  private static final int HOLES_PER_HOUR = 60;
  private static final int OPEN_AT_A_TIME = 100;
  private static final Duration SEGMENT = Duration.ofSeconds(30);
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");
  private static final String ENDPOINT = "steady";
  private static final String[] STREAM = {"channel", "chan", "quality", "source"};
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration REST = Duration.ofSeconds(10);

  /**
   * What came of it; memory is what is resident, in MiB.
   *
   * @param made holes that were made, and filled
   * @param posts by which all that was told
   * @param filesMiB of the state folder, at most
   * @param postsOfStorm by which the holes were told that came at once
   */
  record Outcome(
      int made,
      long opened,
      long filled,
      int posts,
      int postsOfStorm,
      boolean numbered,
      double idleMiB,
      double mostMiB,
      double restMiB,
      double filesMiB) {

    @Override
    public String toString() {
      return """
      holes         %d, told opened %d, told filled %d
      posts         %d, of which %d for the %d that came at once%s
      memory        %.1f MiB idle, %.1f at most, %.1f at rest; %d more are wanted: %s
      state folder  %.1f MiB at most
      """
          .formatted(
              made,
              opened,
              filled,
              posts,
              postsOfStorm,
              HOLES,
              numbered ? "" : "; endpoint_sequence has gaps",
              idleMiB,
              mostMiB,
              restMiB,
              MORE_MEMORY_WANTED,
              mostMiB <= idleMiB + MORE_MEMORY_WANTED ? "met" : "MISSED",
              filesMiB);
    }
  }

  private final ShakyReceiver receiver = ShakyReceiver.start(1, 0);
  private final Recording recording;
  private final Path state;
  private final AgentProcess agent;
  private final Consumer<String> progress;
  private int made;
  private long confirmed;
  private double mostMemory;
  private double mostFiles;

  /**
   * Records, and starts the agent.
   *
   * @param folder an empty one, for the state
   * @param base an empty one, for the recording
   * @param progress is told how far it is
   */
  Soak(Path folder, Path base, Consumer<String> progress) {
    this.progress = progress;
    recording = new Recording(base, "chan", "source");
    for (int hole = 0; hole < HOLES; hole++) {
      recording.add(start(hole).minus(SEGMENT), SEGMENT).add(start(hole), SEGMENT);
    }
    recording.add(start(HOLES).minus(SEGMENT), SEGMENT).add(FIRST, SEGMENT);
    state = folder.resolve("state");
    agent =
        AgentConfig.in(folder, base)
            .with("state-dir: " + state)
            .endpoint(ENDPOINT, receiver.url(ENDPOINT))
            .groupedBy("5s")
            .start()
            .awaitReady();
  }

  /** Where a hole can be made, beginning with the second hour: the oldest one is for retention. */
  private static Instant start(int hole) {
    return FIRST
        .plus(Duration.ofHours(1L + hole / HOLES_PER_HOUR))
        .plus(SEGMENT.multipliedBy(1 + 2L * (hole % HOLES_PER_HOUR)));
  }

  /**
   * Does it all.
   *
   * @param transitions how many there are after the storm
   */
  Outcome run(int transitions) {
    double idle = settleDown();
    mostMemory = idle; // what the start took is no part of the storm
    int digestOfTheStart = receiver.taken().size();
    for (int hole = 0; hole < HOLES; hole++) {
      lose(hole);
    }
    awaitTold("segwatch.hole.opened");
    for (int hole = 0; hole < HOLES; hole++) {
      fill(hole);
    }
    awaitTold("segwatch.hole.filled");
    int postsOfStorm = receiver.taken().size() - digestOfTheStart;
    progress.accept("the storm is over");

    keepBusy(transitions / 2);
    awaitTold("segwatch.hole.opened");
    awaitTold("segwatch.hole.filled");
    double rest = settleDown();
    return new Outcome(
        made,
        told("segwatch.hole.opened"),
        told("segwatch.hole.filled"),
        receiver.taken().size(),
        postsOfStorm,
        isNumbered(),
        idle,
        mostMemory,
        rest,
        mostFiles);
  }

  private void lose(int hole) {
    Recording.delete(recording.segment(start(hole), SEGMENT));
    made++;
  }

  private void fill(int hole) {
    recording.add(start(hole), SEGMENT);
  }

  /** Makes and fills holes evenly; none is filled before it is confirmed. */
  private void keepBusy(int holes) {
    long begin = System.nanoTime();
    long nanosPerHole = Duration.ofMinutes(1).toNanos() / (TRANSITIONS_PER_MINUTE / 2);
    int madeBefore = made;
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < holes; i++) {
      LockSupport.parkNanos(begin + i * nanosPerHole - System.nanoTime());
      lose(i % HOLES);
      open.add(i % HOLES);
      if (open.size() > OPEN_AT_A_TIME) {
        awaitConfirmed(madeBefore + i + 2 - open.size());
        fill(open.remove());
      }
      if (i % OPEN_AT_A_TIME == 0) {
        look();
        progress.accept(2 * i + " transitions, " + receiver.taken().size() + " posts");
      }
    }
    awaitConfirmed(made);
    open.forEach(this::fill);
  }

  private void awaitConfirmed(long count) {
    Await.until(
        count + " holes are confirmed",
        () -> {
          if (confirmed < count) {
            confirmed = (long) agent.metrics().value("segwatch_holes_opened_total", STREAM);
            look();
            LockSupport.parkNanos(LOOK.toNanos());
          }
          return confirmed >= count;
        });
  }

  private void awaitTold(String type) {
    Await.until(
        made + " " + type,
        () -> {
          look();
          return told(type) >= made;
        });
  }

  private long told(String type) {
    Set<String> ids = new HashSet<>();
    return receiver.taken().stream()
        .filter(each -> ids.add(each.post().id()))
        .mapToLong(each -> each.transitions().getOrDefault(type, 0))
        .sum();
  }

  private boolean isNumbered() {
    List<Long> numbers = receiver.taken().stream().map(Taken::number).distinct().sorted().toList();
    return numbers.getFirst() == 1 && numbers.getLast() == numbers.size();
  }

  /**
   * Looks at its pages for a while, as Prometheus would, until it rests.
   *
   * @return the memory that it had then: the median, as it has much less for a moment when it gave
   *     some back
   */
  private double settleDown() {
    long begin = System.nanoTime();
    List<Double> looks = new ArrayList<>();
    while (System.nanoTime() < begin + REST.toNanos()) {
      agent.metrics();
      looks.add(look());
      LockSupport.parkNanos(LOOK.toNanos());
    }
    List<Double> last = looks.subList(looks.size() / 2, looks.size());
    return last.stream().sorted().toList().get(last.size() / 2);
  }

  /** Answers how much memory it has. */
  private double look() {
    double memory = memory();
    mostMemory = Math.max(mostMemory, memory);
    mostFiles = Math.max(mostFiles, files());
    return memory;
  }

  private double memory() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + agent.pid() + "/status"))) {
      String line = lines.filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) / 1_024.0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private double files() {
    double bytes = 0;
    try (var files = Files.newDirectoryStream(state, "*.db*")) {
      for (Path file : files) {
        bytes += Files.size(file);
      }
      return bytes / 1_024 / 1_024;
    } catch (IOException goneMeanwhile) {
      return 0;
    }
  }

  @Override
  public void close() {
    agent.close();
    receiver.close();
  }
}
