package io.segwatch.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * A place of a recording in which holes are made and filled, again and again, while the agent is
 * killed. Each step is one change of one name, so no scan sees half of it.
 *
 * <p>A patient slot makes its next step once all endpoints were told of the one before: so each of
 * its steps is to be told, exactly once, whatever else is. An impatient one does not wait, so that
 * some holes come and go before they are confirmed, or delivered.
 */
final class CrashSlot {
  /** How much of the recording it takes, in one segment. */
  static final Duration LENGTH = Duration.ofMinutes(3);

  /** Waits until all endpoints were told so many things of the holes of a slot. */
  interface Told {
    /** Whether they were, before it gave up. */
    boolean await(CrashSlot slot, int count);
  }

  private final Recording recording;
  private final Instant start;
  private final boolean patient;
  private final Told told;
  private final Random random;
  private final List<String> steps = new CopyOnWriteArrayList<>();
  private volatile boolean stopping;
  private volatile boolean stuck;

  CrashSlot(Recording recording, Instant start, boolean patient, Told told, long seed) {
    this.recording = recording;
    this.start = start;
    this.patient = patient;
    this.told = told;
    this.random = new Random(seed);
  }

  Instant start() {
    return start;
  }

  /** Whether a hole is one of its own. */
  boolean has(Taken.OfHole hole) {
    return hole.start().equals(start);
  }

  boolean patient() {
    return patient;
  }

  /** What is to be told of its holes, in order; of an impatient one, what may be. */
  List<String> steps() {
    return steps;
  }

  boolean open() {
    return !steps.isEmpty() && !steps.getLast().equals("hole.filled");
  }

  /** Whether it waited in vain. */
  boolean stuck() {
    return stuck;
  }

  /** Lets {@link #run} end once its hole is filled. */
  void stop() {
    stopping = true;
  }

  /** Makes holes and fills them until it is stopped, or waits in vain. */
  void run() {
    while (!stopping && !stuck) {
      pause(patient ? 3_000 : 10_000);
      lose();
      pause(patient ? 500 : 5_000);
      if (patient && random.nextInt(3) == 0) {
        shrink();
        pause(500);
      }
      fill();
    }
  }

  private void pause(int mostMillis) {
    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(mostMillis)).toNanos());
  }

  /** Makes a hole. */
  void lose() {
    if (stuck) {
      return;
    }
    Recording.delete(recording.segment(start, LENGTH));
    done("hole.opened");
  }

  private void shrink() {
    if (stuck) {
      return;
    }
    recording.add(middle(), Recording.SEGMENT);
    done("hole.changed");
  }

  private void fill() {
    if (stuck) {
      return;
    }
    boolean shrunk = steps.getLast().equals("hole.changed");
    recording.add(start, LENGTH);
    if (shrunk) {
      Recording.delete(recording.segment(middle(), Recording.SEGMENT));
    }
    done("hole.filled");
  }

  private Instant middle() {
    return start.plus(Recording.SEGMENT);
  }

  private void done(String step) {
    steps.add(step);
    if (patient) {
      stuck = !told.await(this, steps.size());
    }
  }
}
