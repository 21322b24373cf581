package io.segwatch.agent;

/** The one place that uses what the JDK offers for signals, outside of its standard. */
final class Signals {
  private Signals() {}

  /** Calls an action at each arrival of a signal such as {@code TERM}. */
  static void on(String name, Runnable action) {
    sun.misc.Signal.handle(new sun.misc.Signal(name), _ -> action.run());
  }
}
