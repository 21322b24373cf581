package io.segwatch.exporter.webhook.template;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.RecordingChange;
import io.segwatch.coverage.life.LogEvent.StorageChange;
import io.segwatch.exporter.webhook.message.EventType;
import io.segwatch.exporter.webhook.message.Notice;
import io.segwatch.exporter.webhook.message.StoragePlace;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A notice in words: a title of one line, and a text of a few. */
public final class Wording {
  private final Notice notice;
  private final String node;
  private final Shown shown;

  Wording(Notice notice, String node, Shown shown) {
    this.notice = notice;
    this.node = node;
    this.shown = shown;
  }

  /** For a place where text is shown as it is. */
  public static Wording plain(Notice notice, String node) {
    return new Wording(notice, node, Shown.PLAIN);
  }

  /** Where something is: a stream, a channel, or everything. */
  static String place(Optional<String> channel, Optional<String> quality, Shown shown) {
    return channel
        .map(name -> shown.name(name) + quality.map(each -> "/" + shown.name(each)).orElse(""))
        .orElse("all channels");
  }

  public String title() {
    return switch (notice) {
      case Notice.Event(var entry) ->
          switch (entry.event()) {
            case HoleTransition(HoleTransition.Kind kind, Hole hole, _) -> title(kind, hole);
            case RecordingChange change ->
                (change.stalled() ? "Recording stands still: " : "Recording goes on: ")
                    + place(change);
            case StorageChange change ->
                (change.available() ? "Storage available again: " : "Storage unavailable: ")
                    + place(change);
            case Baseline baseline ->
                holes(baseline.holes())
                    + " in "
                    + shown.name(baseline.channel())
                    + " at the first look";
          };
      case Notice.Passed(_, _, HoleTransition(HoleTransition.Kind kind, Hole hole, _)) ->
          "Hole of " + length(hole) + " opened and " + kind.label() + place(hole);
      case Notice.Recovered(_, _, Hole hole) ->
          "Hole of " + length(hole) + " still open" + place(hole);
      case Notice.Digest digest -> digest.size() + " changes of holes: " + counts(digest);
      case Notice.Test _ -> "Test message from " + shown.name(node);
    };
  }

  private String title(HoleTransition.Kind kind, Hole hole) {
    return switch (kind) {
      case OPENED -> "Hole of " + length(hole) + place(hole);
      case CHANGED ->
          "Hole changed: "
              + HumanTime.span(hole.remaining().total())
              + " of "
              + length(hole)
              + " missing"
              + place(hole);
      case FILLED, EXPIRED, WITHDRAWN ->
          "Hole of " + length(hole) + " " + kind.label() + place(hole);
    };
  }

  public String text() {
    return lines().collect(Collectors.joining("\n"));
  }

  private Stream<String> lines() {
    return switch (notice) {
      case Notice.Event(var entry) ->
          switch (entry.event()) {
            case HoleTransition transition -> lines(transition);
            case RecordingChange change ->
                Stream.of(
                    (change.stalled() ? "Nothing was recorded after " : "It is recorded up to ")
                        + HumanTime.moment(Micros.toInstant(change.liveEdge()))
                        + ".");
            case StorageChange change ->
                change.available()
                    ? Stream.of("It can be read again.")
                    : Stream.of(
                        "It cannot be read: " + shown.name(change.reason()) + ".",
                        "What is known of its holes stands.");
            case Baseline baseline -> lines(baseline);
          };
      case Notice.Passed passed -> lines(passed.end());
      case Notice.Recovered(_, _, Hole hole) ->
          Stream.of(when(hole), "Told again, as the record of what had been told was lost.");
      case Notice.Digest digest ->
          digest.longest().stream()
              .limit(shown.listLimit())
              .map(each -> each.kind().label() + ": " + line(each.hole()) + place(each.hole()));
      case Notice.Test _ -> Stream.of("Messages arrive here.");
    };
  }

  private Stream<String> lines(HoleTransition transition) {
    Hole hole = transition.hole();
    return switch (transition.kind()) {
      case OPENED -> Stream.of(when(hole));
      case CHANGED ->
          Stream.of(
              when(hole),
              HumanTime.span(hole.remaining().total())
                  + " of it are missing, in "
                  + (hole.remaining().size() == 1
                      ? "1 part."
                      : hole.remaining().size() + " parts."));
      case FILLED -> Stream.of(when(hole), ended("Filled", hole));
      case EXPIRED ->
          Stream.of(when(hole), ended("Deleted by retention", hole), "It was not filled.");
      case WITHDRAWN ->
          Stream.of(when(hole), ended("Withdrawn", hole), "By what is known now, it is no hole.");
    };
  }

  private Stream<String> lines(Baseline baseline) {
    Stream<String> sum =
        baseline.holes() == 0
            ? Stream.empty()
            : Stream.of(HumanTime.span(baseline.holeMicros()) + " are missing.");
    Stream<String> stalled =
        baseline.stalled().stream()
            .limit(shown.listLimit())
            .map(stream -> "Stands still: " + shown.name(stream.quality()));
    Stream<String> longest =
        baseline.longest().stream()
            .limit(shown.listLimit())
            .map(hole -> line(hole) + " in " + shown.name(hole.stream().quality()));
    return Stream.of(sum, stalled, longest, Stream.of("Changes are told from now on."))
        .flatMap(each -> each);
  }

  private static String when(Hole hole) {
    String cause = hole.cause().map(each -> ": " + words(each)).orElse("");
    return HumanTime.interval(hole.start(), hole.end()) + cause + ".";
  }

  private static String words(Cause cause) {
    return switch (cause) {
      case DELETED -> "deleted";
      case VANISHED -> "was recorded, and vanished";
      case MISSING -> "never recorded";
      case PLANNED -> "planned";
    };
  }

  private static String ended(String how, Hole hole) {
    Optional<Instant> opened = hole.confirmed();
    return hole.ended()
        .map(end ->
            how
                + " at "
                + HumanTime.moment(end)
                + opened
                    .map(start -> ", " + lasting(Duration.between(start, end)) + " after the alert")
                    .orElse("")
                + ".")
        .orElse(how + ".");
  }

  private static String lasting(Duration duration) {
    return HumanTime.span(Math.max(0, Micros.of(duration.truncatedTo(ChronoUnit.SECONDS))));
  }

  private static String line(Hole hole) {
    return length(hole) + " from " + HumanTime.moment(Micros.toInstant(hole.start()));
  }

  private static String length(Hole hole) {
    return HumanTime.span(hole.duration());
  }

  private String place(Hole hole) {
    return " in " + shown.name(hole.stream().channel()) + "/" + shown.name(hole.stream().quality());
  }

  private String place(RecordingChange change) {
    return shown.name(change.stream().channel()) + "/" + shown.name(change.stream().quality());
  }

  private String place(StorageChange change) {
    StoragePlace place = StoragePlace.of(change.place());
    return place(place.channel(), place.quality(), shown);
  }

  private static String holes(int count) {
    return count == 1 ? "1 hole" : (count == 0 ? "No" : count) + " holes";
  }

  private static String counts(Notice.Digest digest) {
    return Stream.of(EventType.values())
        .filter(digest.counts()::containsKey)
        .map(type -> digest.counts().get(type) + " " + word(type))
        .collect(Collectors.joining(", "));
  }

  /** The last word of its label. */
  private static String word(EventType type) {
    return List.of(type.label().split("\\.")).getLast();
  }
}
