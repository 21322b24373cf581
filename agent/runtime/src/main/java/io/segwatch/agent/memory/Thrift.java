package io.segwatch.agent.memory;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;

/**
 * Gives memory back that only work that is done needed, the start above all: to the recorder and
 * the page cache, which the node is for.
 */
public final class Thrift {
  private static final System.Logger LOG = System.getLogger(Thrift.class.getName());

  private Thrift() {}

  /** Collects garbage, lets the heap shrink, and gives back clean pages; takes some 30 ms. */
  public static void giveBack() {
    System.gc(); // the launcher lets the heap shrink to what is in use at once
    try {
      CleanPages.giveBack();
    } catch (IOException | LinkageError | IllegalCallerException e) {
      LOG.log(DEBUG, "clean pages stay: {0}", e.toString());
    }
  }
}
