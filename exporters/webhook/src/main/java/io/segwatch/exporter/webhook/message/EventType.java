package io.segwatch.exporter.webhook.message;

import io.segwatch.coverage.life.LogEvent;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a message tells (alerts §3). */
public enum EventType {
  HOLE_OPENED("segwatch.hole.opened"),
  HOLE_CHANGED("segwatch.hole.changed"),
  HOLE_FILLED("segwatch.hole.filled"),
  HOLE_EXPIRED("segwatch.hole.expired"),
  HOLE_WITHDRAWN("segwatch.hole.withdrawn"),
  RECORDING_STALLED("segwatch.recording.stalled"),
  RECORDING_RESUMED("segwatch.recording.resumed"),
  STORAGE_UNAVAILABLE("segwatch.storage.unavailable"),
  STORAGE_AVAILABLE("segwatch.storage.available"),
  DIGEST("segwatch.digest"),
  TEST("segwatch.test");

  private final String label;

  EventType(String label) {
    this.label = label;
  }

  /** As it is written in a message. */
  public String label() {
    return label;
  }

  public static Optional<EventType> named(String label) {
    return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
  }

  /** All of them, for people. */
  public static String list() {
    return Arrays.stream(values()).map(EventType::label).collect(Collectors.joining(", "));
  }

  public static EventType of(LogEvent event) {
    return switch (event) {
      case LogEvent.HoleTransition transition ->
          switch (transition.kind()) {
            case OPENED -> HOLE_OPENED;
            case CHANGED -> HOLE_CHANGED;
            case FILLED -> HOLE_FILLED;
            case EXPIRED -> HOLE_EXPIRED;
            case WITHDRAWN -> HOLE_WITHDRAWN;
          };
      case LogEvent.RecordingChange change ->
          change.stalled() ? RECORDING_STALLED : RECORDING_RESUMED;
      case LogEvent.StorageChange change ->
          change.available() ? STORAGE_AVAILABLE : STORAGE_UNAVAILABLE;
      case LogEvent.Baseline baseline -> DIGEST;
    };
  }
}
