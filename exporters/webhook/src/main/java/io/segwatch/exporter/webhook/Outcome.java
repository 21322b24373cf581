package io.segwatch.exporter.webhook;

import java.util.Locale;

/** What became of an attempt to deliver a message (alerts §5). */
enum Outcome {
  /** 2xx. */
  DELIVERED,
  /** 3xx, which is not followed. */
  REDIRECTED,
  /** 4xx, but the two below. */
  REFUSED,
  /** 410: no more messages, please. */
  GONE,
  /** 429. */
  THROTTLED,
  /** 5xx, or a status that there is none of. */
  SERVER_ERROR,
  /** No answer in time. */
  TIMED_OUT,
  /** TLS could not be agreed upon, or the certificate is not good. */
  TLS_FAILED,
  /** Any other failure to connect, to send, or to receive. */
  UNREACHABLE,
  /** The host's address is one that nothing is sent to (alerts §7). */
  ADDRESS_FORBIDDEN;

  static Outcome of(int status) {
    return switch (status / 100) {
      case 2 -> DELIVERED;
      case 3 -> REDIRECTED;
      case 4 -> status == 410 ? GONE : status == 429 ? THROTTLED : REFUSED;
      default -> SERVER_ERROR;
    };
  }

  /** As the value of a label. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether another attempt soon is no use: somebody has to mend something first. */
  boolean needsMending() {
    return this == REFUSED;
  }
}
