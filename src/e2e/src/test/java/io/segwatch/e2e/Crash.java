package io.segwatch.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Kills the packaged agent at random moments while holes are made and filled and a receiver fails
 * at random; at the end, what the receiver was told has to be what was done (alerts §8). {@code
 * src/e2e/crash} runs it.
 */
final class Crash {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");
  private static final Duration BETWEEN = Duration.ofMinutes(5);
  private static final String PATIENT = "patient";
  private static final String HASTY = "hasty";

  /** The channel of which each endpoint hears. */
  private static final Map<String, String> ENDPOINTS =
      Map.of("steady", PATIENT, "shaky", PATIENT, "shaky-too", HASTY);

  /** So few that what waits for an endpoint is never enough for a digest (alerts §6). */
  private static final int PATIENT_SLOTS = 12;

  private static final int HASTY_SLOTS = 3;

  /** Some times the longest pause of a sender whose receiver is back, which goes on living. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final int LONGEST_LIFE_MILLIS = 5_000;
  private static final int LONGEST_DEATH_MILLIS = 1_000;
  private static final int POLL_MILLIS = 100;

  private final Random random;
  private final AgentConfig config;
  private final ShakyReceiver receiver;
  private final List<CrashSlot> slots = new ArrayList<>();
  private final List<String> trouble = new ArrayList<>();
  private final AtomicLong impatientFrom = new AtomicLong();

  private Crash(long seed, Path folder, ShakyReceiver receiver) {
    this.random = new Random(seed);
    this.receiver = receiver;
    Path base = folder.resolve("segments");
    AgentConfig lines = AgentConfig.in(folder, base).with("state-dir: " + folder.resolve("state"));
    for (var endpoint : ENDPOINTS.entrySet()) {
      lines =
          lines.endpoint(
              endpoint.getKey(),
              receiver.url(endpoint.getKey()),
              "channels: [" + endpoint.getValue() + "]",
              "timeout: 5s");
    }
    config = lines;
    plant(new Recording(base, PATIENT, "source"), PATIENT_SLOTS, true);
    plant(new Recording(base, HASTY, "source"), HASTY_SLOTS, false);
  }

  /** Not in the oldest hour: what goes there was deleted by retention. */
  private void plant(Recording recording, int count, boolean patient) {
    Instant end = FIRST.plus(Duration.ofHours(1));
    recording.record(FIRST, end);
    for (int i = 0; i < count; i++) {
      Instant start = end.plus(BETWEEN);
      recording.record(end, start).add(start, CrashSlot.LENGTH);
      slots.add(new CrashSlot(recording, start, patient, this::awaitTold, random.nextLong()));
      end = start.plus(CrashSlot.LENGTH);
    }
    recording.record(end, end.plus(BETWEEN));
  }

  /**
   * Does it all.
   *
   * @param folder an empty one; recording, state and log are left in it
   * @param progress is told how far it is
   */
  static CrashOutcome run(int kills, long seed, Path folder, Consumer<String> progress) {
    int failuresInARow = kills < 50 ? 1 : 2;
    try (ShakyReceiver receiver = ShakyReceiver.start(seed, failuresInARow)) {
      return new Crash(seed, folder, receiver).run(kills, progress);
    }
  }

  private CrashOutcome run(int kills, Consumer<String> progress) {
    begin();
    bePatient(Duration.ofDays(1)); // who is killed all the time may take any
    List<Thread> makers = slots.stream().map(slot -> Thread.ofVirtual().start(slot::run)).toList();
    for (int kill = 1; kill <= kills; kill++) {
      liveAndDie();
      if (kill % 10 == 0) {
        progress.accept(
            "%d kills, %d changes, %d deliveries"
                .formatted(kill, changes(), receiver.taken().size()));
      }
    }
    finish(makers);
    Map<String, Long> recorded = recorded();
    List<CrashVerdict> verdicts = verdicts();
    for (CrashVerdict verdict : verdicts) {
      long there = recorded.getOrDefault(ENDPOINTS.get(verdict.endpoint()), 0L);
      if (verdict.transitions() != there) {
        trouble.add(
            "%s: told %d transitions, recorded are %d"
                .formatted(verdict.endpoint(), verdict.transitions(), there));
      }
    }
    long all = recorded.values().stream().mapToLong(Long::longValue).sum();
    return new CrashOutcome(kills, all, receiver.refused(), verdicts, trouble);
  }

  /** What is there at first is told as a digest. */
  private void begin() {
    bePatient(PATIENCE);
    try (AgentProcess agent = start()) {
      agent.awaitReady();
      awaitPatiently(
          () -> ENDPOINTS.keySet().stream().allMatch(each -> told(each).findAny().isPresent()));
    }
  }

  private void bePatient(Duration time) {
    impatientFrom.set(System.nanoTime() + time.toNanos());
  }

  private AgentProcess start() {
    receiver.newLife();
    return config.start();
  }

  private void liveAndDie() {
    try (AgentProcess agent = start()) {
      awaitMoment(agent);
      if (!agent.isAlive()) {
        trouble.add("the agent ended by itself");
      }
      agent.kill();
      look(agent);
    }
    pause(random.nextInt(LONGEST_DEATH_MILLIS));
  }

  /** While it starts, or any other; or when a post has arrived, or was answered, if one is. */
  private void awaitMoment(AgentProcess agent) {
    int millis = random.nextInt(LONGEST_LIFE_MILLIS);
    int kind = random.nextInt(5);
    if (kind == 0) {
      pause(millis / 4);
      return;
    }
    agent.awaitReady();
    switch (kind) {
      case 1 -> await(receiver.nextArrival(), millis);
      case 2 -> await(receiver.nextAnswer(), millis);
      default -> pause(millis);
    }
  }

  private static void await(CompletableFuture<Void> moment, int millis) {
    Void _ = moment.completeOnTimeout(null, millis, TimeUnit.MILLISECONDS).join();
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private void look(AgentProcess agent) {
    agent.log().stream().filter(line -> line.contains(" ERROR ")).forEach(trouble::add);
  }

  /** Leaves some holes open, lets all be told, and starts once more, for nothing. */
  private void finish(List<Thread> makers) {
    receiver.heal();
    slots.forEach(CrashSlot::stop);
    try (AgentProcess agent = start()) {
      bePatient(PATIENCE);
      makers.forEach(Crash::join);
      slots.stream().limit(PATIENT_SLOTS / 2).forEach(CrashSlot::lose);
      bePatient(PATIENCE);
      awaitPatiently(() -> verdicts().stream().allMatch(each -> each.faults().isEmpty()));
      stop(agent);
    }
    int taken = receiver.taken().size();
    try (AgentProcess agent = start()) {
      for (int i = 0; i < 3; i++) {
        agent.awaitCompleteScan();
      }
      stop(agent);
    }
    if (receiver.taken().size() != taken) {
      trouble.add("a start that changed nothing was told");
    }
    if (receiver.unsigned() > 0) {
      trouble.add(receiver.unsigned() + " posts had no good signature");
    }
    slots.stream()
        .filter(CrashSlot::stuck)
        .forEach(slot -> trouble.add(slot.start() + ": waited in vain"));
  }

  private void stop(AgentProcess agent) {
    agent.signal("TERM");
    Optional<Integer> status = agent.exitWithin(Await.BOUND);
    if (!status.equals(Optional.of(0))) {
      trouble.add("the agent does not end well: " + status);
    }
    look(agent);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int changes() {
    return slots.stream().mapToInt(slot -> slot.steps().size()).sum();
  }

  /** The transitions of each channel that the agent has in its history. */
  private Map<String, Long> recorded() {
    String file = config.file().toString();
    Launch.Finished holes =
        Launch.in(
                config.file().getParent(),
                "holes",
                "--config",
                file,
                "--state",
                "all",
                "--format",
                "json")
            .run();
    Map<String, Long> recorded = new HashMap<>();
    for (JsonNode hole : Reports.lines(holes.out())) {
      if (hole.has("confirmed_us")) {
        recorded.merge(hole.path("channel").asText(), hole.path("revision").asLong(), Long::sum);
      }
    }
    return recorded;
  }

  private List<CrashVerdict> verdicts() {
    List<Taken> taken = List.copyOf(receiver.taken());
    return ENDPOINTS.entrySet().stream()
        .map(each ->
            CrashVerdict.of(
                each.getKey(),
                taken,
                slots.stream()
                    .filter(slot -> slot.patient() == each.getValue().equals(PATIENT))
                    .toList()))
        .toList();
  }

  private Stream<Taken> told(String endpoint) {
    return receiver.taken().stream().filter(each -> each.endpoint().equals(endpoint));
  }

  private boolean awaitTold(CrashSlot slot, int count) {
    return awaitPatiently(() ->
        ENDPOINTS.entrySet().stream()
            .filter(each -> each.getValue().equals(PATIENT))
            .allMatch(each -> countOf(each.getKey(), slot) >= count));
  }

  private long countOf(String endpoint, CrashSlot slot) {
    return told(endpoint)
        .filter(each -> each.hole().filter(slot::has).isPresent())
        .map(each -> each.post().id())
        .distinct()
        .count();
  }

  private boolean awaitPatiently(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - impatientFrom.get() > 0) {
        return false;
      }
      pause(POLL_MILLIS);
    }
    return true;
  }
}
