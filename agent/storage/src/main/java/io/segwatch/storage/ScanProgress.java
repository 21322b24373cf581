package io.segwatch.storage;

/** How a scan is watched, and how it is stopped between two hours. */
@FunctionalInterface
public interface ScanProgress {
  /** Whether to give up; the scan then throws {@link ScanCancelledException}. */
  default boolean cancelled() {
    return false;
  }

  /** An hour was dealt with; its start in microseconds. */
  void hourDone(long hour);
}
