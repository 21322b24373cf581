package io.segwatch.ledger;

import io.segwatch.coverage.StorageFault;
import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.StorageChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which places in storage are missing, and for whom: a place is told once however many streams miss
 * it.
 */
final class StoragePlaces {
  private final Map<StreamId, StorageFault> missing;

  StoragePlaces(Map<StreamId, StorageFault> missing) {
    this.missing = new HashMap<>(missing);
  }

  StoragePlaces copy() {
    return new StoragePlaces(missing);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoragePlaces places && missing.equals(places.missing);
  }

  @Override
  public int hashCode() {
    return missing.hashCode();
  }

  /** Who misses what. */
  Map<StreamId, StorageFault> missing() {
    return missing;
  }

  /** Takes in how a stream was found. */
  List<LogEvent> observe(StreamId stream, Optional<StorageFault> fault) {
    Optional<StorageFault> before = Optional.ofNullable(missing.get(stream));
    if (before.map(StorageFault::place).equals(fault.map(StorageFault::place))) {
      return List.of();
    }
    List<LogEvent> events = new ArrayList<>();
    boolean alreadyTold = fault.isPresent() && isMissing(fault.get().place());
    forget(stream);
    fault.ifPresent(found -> missing.put(stream, found));
    before
        .filter(old -> !isMissing(old.place()))
        .ifPresent(old -> events.add(new StorageChange(old.place(), true, "is there again")));
    fault
        .filter(found -> !alreadyTold)
        .ifPresent(found -> events.add(new StorageChange(found.place(), false, found.detail())));
    return events;
  }

  void forget(StreamId stream) {
    missing.remove(stream);
  }

  private boolean isMissing(String place) {
    return missing.values().stream().anyMatch(fault -> fault.place().equals(place));
  }
}
