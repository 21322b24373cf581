package io.segwatch.storage;

/** A scan was stopped between two hours; what it had found is dropped. */
public final class ScanCancelledException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ScanCancelledException() {
    super("scan cancelled");
  }
}
