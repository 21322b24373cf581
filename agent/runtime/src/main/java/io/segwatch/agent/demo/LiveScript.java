package io.segwatch.agent.demo;

import io.segwatch.agent.demo.Incident.Deletion;
import io.segwatch.agent.demo.Incident.Loss;
import io.segwatch.agent.demo.Incident.Repair;
import io.segwatch.coverage.Micros;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What goes wrong from now on, one thing after the other. With a settling time of 8 s and a scan
 * every 2 s, each hole is confirmed before it is filled.
 */
final class LiveScript {
  /**
   * What happens next.
   *
   * @param pause how long after the end of the last incident, in microseconds
   */
  record Step(long pause, Incident incident) {}

  /** Of so many incidents one is a deletion, a stall, or never repaired; the streams take turns. */
  private static final int DELETION_OF = 5;

  private static final int STALL_OF = 8;
  private static final int UNREPAIRED_OF = 7;

  private static final int STALL_SECONDS = 50;

  private final List<DemoStream> streams;
  private final RandomGenerator random;
  private int count;

  LiveScript(List<DemoStream> streams, RandomGenerator random) {
    this.streams = streams;
    this.random = random;
  }

  Step next() {
    long pause = count == 0 ? seconds(4, 4) : seconds(12, 18);
    return new Step(pause, incident(count++));
  }

  private Incident incident(int number) {
    DemoStream stream = streams.get(number % streams.size());
    if (number % DELETION_OF == DELETION_OF - 1) {
      return new Deletion(stream);
    }
    if (number % STALL_OF == STALL_OF - 1) {
      int slots = stream.slotsIn(STALL_SECONDS);
      return new Loss(stream, slots, List.of(new Repair(seconds(30, 40), 0, slots)));
    }
    int slots = stream.slotsIn(random.nextInt(4, 11));
    boolean stays = number % UNREPAIRED_OF == UNREPAIRED_OF - 1;
    return new Loss(stream, slots, stays ? List.of() : repairs(slots));
  }

  /** All at once, or in two steps where that can be. */
  private List<Repair> repairs(int slots) {
    if (slots == 1 || random.nextInt(3) == 0) {
      return List.of(new Repair(seconds(30, 40), 0, slots));
    }
    int half = (slots + 1) / 2;
    return List.of(new Repair(seconds(28, 32), 0, half), new Repair(seconds(38, 44), half, slots));
  }

  private long seconds(int least, int most) {
    return random.nextInt(least, most + 1) * Micros.PER_SECOND;
  }
}
