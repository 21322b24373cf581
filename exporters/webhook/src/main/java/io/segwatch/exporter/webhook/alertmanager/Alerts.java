package io.segwatch.exporter.webhook.alertmanager;

import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.RecordingChange;
import io.segwatch.coverage.life.LogEvent.StorageChange;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.webhook.alertmanager.Alert.Kind;
import io.segwatch.exporter.webhook.message.Notice;
import io.segwatch.exporter.webhook.message.Site;
import io.segwatch.exporter.webhook.message.Subject;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What is wrong, as the log tells it. In memory, for one thread. */
public final class Alerts {
  private final Site site;
  private final Map<String, Alert> alerts = new LinkedHashMap<>();

  /**
   * @param kept from before
   */
  public Alerts(Site site, Collection<Alert> kept) {
    this.site = site;
    kept.forEach(alert -> alerts.put(alert.key(), alert));
  }

  /**
   * An alert as it has become.
   *
   * @param content what it says now; empty where that stays
   */
  public record Change(Alert alert, Optional<JsonObject> content) {}

  public Collection<Alert> all() {
    return alerts.values();
  }

  /** Keeps changes that were made. */
  public void keep(List<Alert> changed) {
    changed.forEach(alert -> alerts.put(alert.key(), alert));
  }

  public void forget(Collection<String> keys) {
    alerts.keySet().removeAll(keys);
  }

  /**
   * What an entry of the log changes.
   *
   * @param wanted tells what begins that is to be an alert; what is one stays one to its end
   */
  public List<Change> changes(LogEntry entry, Predicate<LogEvent> wanted) {
    Notice notice = new Notice.Event(entry);
    return switch (entry.event()) {
      case HoleTransition(HoleTransition.Kind kind, Hole hole, _) ->
          switch (kind) {
            case OPENED, CHANGED -> {
              if (known(hole.id()).isPresent()) {
                yield List.of(begun(notice, hole, entry.at()));
              }
              // Also if it only grew into one that is wanted.
              HoleTransition opened = new HoleTransition(HoleTransition.Kind.OPENED, hole);
              LogEntry opening = new LogEntry(entry.position(), entry.at(), opened);
              yield wanted.test(entry.event())
                  ? List.of(begun(new Notice.Event(opening), hole, entry.at()))
                  : List.of();
            }
            case FILLED, EXPIRED, WITHDRAWN -> ended(notice, hole.ended().orElse(entry.at()));
          };
      case RecordingChange change -> {
        if (!change.stalled()) {
          yield ended(notice, entry.at());
        }
        yield wanted.test(change)
            ? List.of(begun(notice, Kind.RECORDING, change.stream().toString(), entry.at()))
            : List.of();
      }
      case StorageChange change -> {
        if (change.available()) {
          yield ended(notice, entry.at());
        }
        yield wanted.test(change)
            ? List.of(begun(notice, Kind.STORAGE, change.place(), entry.at()))
            : List.of();
      }
      case Baseline baseline -> changes(baseline, entry, wanted);
    };
  }

  /** The holes that a first look finds are no alerts; conditions are: they may last. */
  private List<Change> changes(Baseline baseline, LogEntry entry, Predicate<LogEvent> wanted) {
    List<Change> changes = new ArrayList<>();
    for (StreamId stream : baseline.stalled()) {
      RecordingChange stalled = new RecordingChange(stream, true, 0);
      Notice notice = new Notice.Event(new LogEntry(entry.position(), entry.at(), stalled));
      if (wanted.test(stalled)) {
        Change begun = begun(notice, Kind.RECORDING, stream.toString(), entry.at());
        begun
            .content()
            .ifPresent(content ->
                content
                    .getJsonObject("annotations")
                    .put("description", "It stood still when it was first looked at."));
        changes.add(begun);
      }
    }
    // A log that begins anew does not say what ended while there was none.
    for (StreamId stream : baseline.streams()) {
      for (Alert alert : alerts.values()) {
        boolean over =
            switch (alert.kind()) {
              case HOLE -> false;
              case RECORDING ->
                  alert.about().equals(stream.toString()) && !baseline.stalled().contains(stream);
              case STORAGE -> holds(alert.about(), stream);
            };
        if (over && alert.ended().isEmpty()) {
          changes.add(new Change(alert.ended(entry.at()), Optional.empty()));
        }
      }
    }
    return changes;
  }

  private static boolean holds(String place, StreamId stream) {
    return place.equals(".") || place.equals(stream.channel()) || place.equals(stream.toString());
  }

  /**
   * What changes where the log that told of holes was lost: those that are open are told of, those
   * that are not have ended some time.
   */
  public List<Change> recovered(
      Collection<Hole> open, LogPosition position, Instant now, Predicate<LogEvent> wanted) {
    return recovered(open, _ -> true, position, now, wanted);
  }

  /** The same, as far as it is about streams that an entry says the log was lost of. */
  public List<Change> recovered(
      Collection<Hole> open, List<StreamId> streams, LogEntry entry, Predicate<LogEvent> wanted) {
    Set<String> names = streams.stream().map(StreamId::toString).collect(Collectors.toSet());
    return recovered(open, names::contains, entry.position(), entry.at(), wanted);
  }

  private List<Change> recovered(
      Collection<Hole> open,
      Predicate<String> within,
      LogPosition position,
      Instant now,
      Predicate<LogEvent> wanted) {
    List<Change> changes = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Hole hole : open) {
      ids.add(hole.id());
      boolean told =
          known(hole.id()).isPresent()
              || wanted.test(new HoleTransition(HoleTransition.Kind.OPENED, hole));
      if (told && within.test(hole.stream().toString())) {
        Notice notice = new Notice.Recovered(position, now, hole);
        changes.add(begun(notice, hole, now));
      }
    }
    alerts.values().stream()
        .filter(alert -> alert.kind() == Kind.HOLE && alert.ended().isEmpty())
        .filter(alert -> !ids.contains(alert.key()) && within.test(alert.about()))
        .forEach(alert -> changes.add(new Change(alert.ended(now), Optional.empty())));
    return changes;
  }

  private Change begun(Notice notice, Hole hole, Instant at) {
    return begun(notice, Kind.HOLE, hole.stream().toString(), hole.confirmed().orElse(at));
  }

  private Change begun(Notice notice, Kind kind, String about, Instant at) {
    String key = Subject.of(notice, site.node()).key();
    Alert alert =
        known(key)
            .filter(before -> before.resolved().isEmpty())
            .map(Alert::goingOn)
            .orElseGet(() -> Alert.starting(key, kind, about, at));
    return new Change(alert, Optional.of(AlertContent.of(notice, site)));
  }

  private List<Change> ended(Notice notice, Instant at) {
    return known(Subject.of(notice, site.node()).key()).stream()
        .filter(alert -> alert.ended().isEmpty())
        .map(alert -> new Change(alert.ended(at), Optional.of(AlertContent.of(notice, site))))
        .toList();
  }

  /** The one of a key. */
  public Optional<Alert> known(String key) {
    return Optional.ofNullable(alerts.get(key));
  }
}
