package io.segwatch.statefile;

import java.io.IOException;

/** Another process has the folder; the message says which. */
public final class StateFolderTakenException extends IOException {
  private static final long serialVersionUID = 1;

  StateFolderTakenException(String message) {
    super(message);
  }
}
