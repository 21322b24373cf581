package io.segwatch.exporter;

import io.vertx.core.Future;

/**
 * Carries what the agent knows to somewhere else.
 *
 * <p>Everything runs on one worker thread of its own, one call at a time: it may block, and delays
 * nobody but itself. If it fails to start or throws, that is reported and a new one is made and
 * started after a while.
 */
public interface Exporter {
  Future<?> start(ExporterContext context);

  /** Lets go of what it holds, within a few seconds; subscriptions and mounts are taken down. */
  default Future<?> stop() {
    return Future.succeededFuture();
  }

  /**
   * Takes changed settings, already known to be good, without a restart.
   *
   * @return false to be stopped and made anew instead
   */
  default boolean reconfigure(Settings settings) {
    return false;
  }
}
