package io.segwatch.coverage.life;

import java.time.Instant;

/** An event with its place in the log and when it was recorded. */
public record LogEntry(LogPosition position, Instant at, LogEvent event) {}
