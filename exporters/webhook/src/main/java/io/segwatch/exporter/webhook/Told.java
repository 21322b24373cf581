package io.segwatch.exporter.webhook;

import io.segwatch.coverage.life.LogPosition;

/** An endpoint that is told, in whatever way is its own. Everything happens on one context. */
interface Told {
  /** Whether it can go on with other settings. */
  boolean suits(EndpointSettings settings);

  /** Goes on from where it is with other settings. */
  void reconfigure(EndpointSettings changed);

  /** Hears that the log has grown. */
  void grown(LogPosition end);

  /** Takes what is kept of it as somebody has changed it. */
  void reload(EndpointState changed);

  /** Whether a message is being sent just now. */
  boolean isUnderWay(long sequence);

  /** Shows how many dead letters there are now. */
  void countDeadLetters();

  void stop();
}
