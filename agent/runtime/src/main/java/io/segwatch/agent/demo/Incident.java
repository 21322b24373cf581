package io.segwatch.agent.demo;

import java.util.List;

/** Something that goes wrong while the demo records. */
sealed interface Incident {
  DemoStream stream();

  /**
   * Segments are not recorded, from the next one on.
   *
   * @param repairs in order; none if they stay lost
   */
  record Loss(DemoStream stream, int slots, List<Repair> repairs) implements Incident {}

  /** The last segment is deleted, as an operator would. */
  record Deletion(DemoStream stream) implements Incident {}

  /**
   * Lost segments come in after all.
   *
   * @param after how long after the end of the loss, in microseconds
   * @param from the first of them, counted within the loss
   * @param to the one after the last of them
   */
  record Repair(long after, int from, int to) {}
}
