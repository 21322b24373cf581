package io.segwatch.exporter.webhook.template;

import io.segwatch.coverage.life.Cause;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEvent.RecordingChange;
import io.segwatch.coverage.life.LogEvent.StorageChange;
import io.segwatch.exporter.webhook.message.IsoTime;
import io.segwatch.exporter.webhook.message.Notice;
import io.segwatch.exporter.webhook.message.Place;
import io.segwatch.exporter.webhook.message.Site;
import io.segwatch.exporter.webhook.message.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What a template can ask for, by its name in lower case; times are ISO 8601. */
enum Placeholder {
  /** A line that says what happened, and a few that say more. */
  TITLE(told -> some(told.wording().title())),
  TEXT(told -> some(told.wording().text())),
  SYMBOL(told -> some(told.level().symbol())),
  LEVEL(told -> some(told.level().label())),
  TYPE(told -> some(told.notice.type().label())),

  PLACE(
      told -> some(Wording.place(told.subject().channel(), told.subject().quality(), told.shown))),
  CHANNEL(told -> told.subject().channel().map(told.shown::name)),
  QUALITY(told -> told.subject().quality().map(told.shown::name)),
  NODE(told -> some(told.shown.name(told.site.node()))),
  ENDPOINT(told -> some(told.place.endpoint())),

  /** The id of the message, and what all messages about one thing have in common. */
  ID(told -> some(told.notice.messageId(told.place.endpoint()))),
  KEY(told -> some(told.subject().key())),
  RECORDED(told -> some(IsoTime.millis(told.notice.recorded()))),
  RECORDED_UNIX(told -> some(told.notice.recorded().getEpochSecond())),

  HOLE(told -> told.hole().map(Hole::id)),
  STATE(told -> told.hole().map(hole -> hole.state().label())),
  CAUSE(told -> told.hole().flatMap(Hole::cause).map(Cause::label)),
  START(told -> told.hole().map(hole -> IsoTime.micros(hole.start()))),
  END(told -> told.hole().map(hole -> IsoTime.micros(hole.end()))),
  CONFIRMED(told -> told.hole().flatMap(Hole::confirmed).map(IsoTime::of)),
  ENDED(told -> told.hole().flatMap(Hole::ended).map(IsoTime::of)),
  REVISION(told -> told.hole().map(Hole::revision)),
  DURATION(told -> told.hole().map(hole -> HumanTime.span(hole.duration()))),
  DURATION_SECONDS(told -> told.hole().map(hole -> HumanTime.seconds(hole.duration()))),
  REMAINING(told -> told.hole().map(hole -> HumanTime.span(hole.remaining().total()))),
  REMAINING_SECONDS(told -> told.hole().map(hole -> HumanTime.seconds(hole.remaining().total()))),

  LIVE_EDGE(
      told -> told.event(RecordingChange.class).map(change -> IsoTime.micros(change.liveEdge()))),
  REASON(told -> told.event(StorageChange.class).map(change -> told.shown.name(change.reason()))),

  PAGE(told -> some(told.subject().hole().map(told.site::page).orElseGet(told.site::page))),
  MAP(told -> told.subject().stream().map(told.site::map)),

  EPOCH(told -> told.counted(told.notice.position().epoch())),
  SEQUENCE(told -> told.counted(told.notice.position().sequence())),
  ENDPOINT_EPOCH(told -> told.counted(told.place.epoch())),
  ENDPOINT_SEQUENCE(told -> told.counted(told.place.sequence()));

  @SuppressWarnings("ImmutableEnumChecker") // each is a function of what it is given alone
  private final Function<Told, Optional<?>> value;

  Placeholder(Function<Told, Optional<?>> value) {
    this.value = value;
  }

  /** A text or a number; empty where the notice has none. */
  Optional<?> of(Told told) {
    return value.apply(told);
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Placeholder> named(String label) {
    return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(Placeholder::label).toList();
  }

  private static Optional<?> some(Object value) {
    return Optional.of(value);
  }

  /** What is told, by whom, and how names are shown. */
  record Told(Notice notice, Site site, Place place, Shown shown) {
    Wording wording() {
      return new Wording(notice, site.node(), shown);
    }

    Subject subject() {
      return Subject.of(notice, site.node());
    }

    Level level() {
      return Level.of(notice.type());
    }

    Optional<Hole> hole() {
      return subject().hole();
    }

    <E> Optional<E> event(Class<E> kind) {
      return notice instanceof Notice.Event(var entry) && kind.isInstance(entry.event())
          ? Optional.of(kind.cast(entry.event()))
          : Optional.empty();
    }

    /** What a test has none of. */
    Optional<?> counted(Object number) {
      return notice instanceof Notice.Test ? Optional.empty() : Optional.of(number);
    }
  }
}
