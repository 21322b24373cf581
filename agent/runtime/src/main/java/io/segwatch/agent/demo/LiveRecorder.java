package io.segwatch.agent.demo;

import io.segwatch.agent.demo.Incident.Deletion;
import io.segwatch.agent.demo.Incident.Loss;
import io.segwatch.agent.demo.Incident.Repair;
import io.segwatch.coverage.Micros;
import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Goes on with a recording and lets go wrong what the script says. It is to be ticked twice a
 * second or so, by one thread; a tick does all that is due by then.
 */
final class LiveRecorder {
  /** Lost segments that are to come in at a moment, in microseconds. */
  private record Due(long at, DemoStream stream, long from, long to) {}

  private final Clock clock;
  private final LiveScript script;
  private final Consumer<String> told;
  private final Map<DemoStream, Track> tracks = new LinkedHashMap<>();
  private final PriorityQueue<Due> repairs = new PriorityQueue<>(Comparator.comparingLong(Due::at));
  private LiveScript.Step next;
  private long nextAt;
  private boolean troubled;

  /**
   * A recorder that is yet to be ticked.
   *
   * @param recordedUntil everything that ended by then is recorded already, in microseconds
   * @param told hears what goes wrong, for people
   */
  LiveRecorder(
      RecordingFolder folder,
      List<DemoStream> streams,
      LiveScript script,
      RandomGenerator random,
      long recordedUntil,
      Clock clock,
      Consumer<String> told) {
    this.clock = clock;
    this.script = script;
    this.told = told;
    streams.forEach(stream -> tracks.put(stream, new Track(stream, folder, random, recordedUntil)));
    this.next = script.next();
    this.nextAt = recordedUntil + next.pause();
  }

  /** Does what is due. What cannot be written is told once, and does not stop the rest. */
  void tick() {
    long now = Micros.of(clock.instant());
    boolean wrote = true;
    for (Track track : tracks.values()) {
      wrote &= attempt(() -> track.advance(now));
    }
    while (!repairs.isEmpty() && repairs.peek().at() <= now) {
      Due due = repairs.remove();
      wrote &= attempt(() -> repair(due));
    }
    if (now >= nextAt) {
      wrote &= attempt(() -> begin(now));
    }
    if (wrote && troubled) {
      troubled = false;
      told.accept("can write again");
    }
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private boolean attempt(Work work) {
    try {
      work.run();
      return true;
    } catch (IOException e) {
      if (!troubled) {
        troubled = true;
        told.accept("cannot write: " + e + "; it goes on trying");
      }
      return false;
    }
  }

  private void begin(long now) throws IOException {
    Incident incident = next.incident();
    next = script.next();
    nextAt = now + next.pause(); // stands if this incident fails
    switch (incident) {
      case Loss loss -> nextAt = begin(loss) + next.pause();
      case Deletion(DemoStream stream) -> {
        if (track(stream).deleteLast()) {
          tell(stream, "has its last %d s deleted, for good".formatted(stream.segmentSeconds()));
        }
      }
    }
  }

  /** Answers when it will be over. */
  private long begin(Loss loss) {
    DemoStream stream = loss.stream();
    long first = track(stream).lose(loss.slots());
    long over = stream.start(first + loss.slots());
    for (Repair repair : loss.repairs()) {
      repairs.add(
          new Due(over + repair.after(), stream, first + repair.from(), first + repair.to()));
    }
    tell(stream, "loses " + seconds(stream, loss.slots()) + " s" + outlook(loss));
    return over;
  }

  private static String outlook(Loss loss) {
    if (loss.repairs().isEmpty()) {
      return ", for good";
    }
    long after = loss.repairs().getLast().after() / Micros.PER_SECOND;
    String steps = loss.repairs().size() > 1 ? " in two steps" : "";
    return "; they come in%s within %d s of that".formatted(steps, after);
  }

  private void repair(Due due) throws IOException {
    track(due.stream()).repair(due.from(), due.to());
    tell(due.stream(), "gets %d s back".formatted(seconds(due.stream(), due.to() - due.from())));
  }

  private void tell(DemoStream stream, String what) {
    told.accept("%-16s  %s".formatted(stream.id(), what));
  }

  private static long seconds(DemoStream stream, long slots) {
    return slots * stream.segmentSeconds();
  }

  private Track track(DemoStream stream) {
    return Optional.ofNullable(tracks.get(stream)).orElseThrow();
  }
}
