package io.segwatch.agent.cli;

import io.segwatch.coverage.StreamId;
import io.segwatch.storage.StreamScan;

/** Writes what a check finds, one stream after the other; it keeps none of them. */
interface CheckReport {
  void begin();

  /** A stream that could be read, at least in part. */
  void stream(StreamId stream, StreamScan scan);
}
