package io.segwatch.exporter.webhook;

import java.io.IOException;

/** A host has no address that a message may be sent to (alerts §7). */
final class ForbiddenAddressException extends IOException {
  private static final long serialVersionUID = 1L;

  ForbiddenAddressException(String message) {
    super(message);
  }
}
