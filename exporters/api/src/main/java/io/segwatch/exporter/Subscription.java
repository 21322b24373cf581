package io.segwatch.exporter;

/** Ends when it is cancelled, or with its exporter. */
@FunctionalInterface
public interface Subscription {
  void cancel();
}
