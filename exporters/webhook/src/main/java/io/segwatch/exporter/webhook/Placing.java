package io.segwatch.exporter.webhook;

import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.exporter.webhook.OutboxFile.Placed;
import io.segwatch.exporter.webhook.message.EventType;
import io.segwatch.exporter.webhook.message.Message;
import io.segwatch.exporter.webhook.message.Notice;
import io.segwatch.exporter.webhook.message.Place;
import io.segwatch.exporter.webhook.message.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes messages of what an endpoint is told, and gives each its number. What is told of a hole of
 * which a message waits that was never sent takes that message's place and number, so that numbers
 * have no gap (alerts §3, §6).
 */
final class Placing {
  private final Outbox outbox;
  private final EndpointSettings settings;
  private final String epoch;
  private final Site site;
  private final Map<Long, Notice> placed = new TreeMap<>();
  private final Map<String, Long> bySubject = new HashMap<>();
  private long sequence;

  /**
   * For one endpoint.
   *
   * @param state as it is before
   */
  Placing(Outbox outbox, EndpointSettings settings, EndpointState state, Site site) {
    this.outbox = outbox;
    this.settings = settings;
    this.epoch = state.epoch();
    this.sequence = state.sequence();
    this.site = site;
  }

  void add(Notice notice) {
    if (!(notice instanceof Notice.Event event && isTold(event))) {
      put(++sequence, notice);
    }
  }

  /** Whether another message tells that as well, or was made to. */
  private boolean isTold(Notice.Event event) {
    if (!(event.entry().event() instanceof HoleTransition(_, var hole, _))) {
      return false;
    }
    Optional<Long> fresh = Optional.ofNullable(bySubject.get(event.subject()));
    if (fresh.isPresent()) {
      Notice before = Objects.requireNonNull(placed.get(fresh.get()));
      // A hole that is told of as it is now needs no word of what it was before.
      return (before instanceof Notice.Recovered(_, _, var now)
              && now.revision() >= hole.revision())
          || mergeInto(fresh.get(), before.type(), event);
    }
    return outbox
        .unfrozen(event.subject())
        .filter(waiting -> mergeInto(waiting.sequence(), waiting.type(), event))
        .isPresent();
  }

  private boolean mergeInto(long place, EventType first, Notice.Event second) {
    Optional<Notice> merged = Group.merged(first, second.entry());
    merged.ifPresent(notice -> put(place, notice));
    return merged.isPresent();
  }

  private void put(long place, Notice notice) {
    placed.put(place, notice);
    bySubject.put(notice.subject(), place);
  }

  /** The last number that was given. */
  long sequence() {
    return sequence;
  }

  /** The messages, in order of their numbers. */
  List<Placed> messages() {
    List<Placed> messages = new ArrayList<>();
    placed.forEach((number, notice) -> {
      Message message =
          Message.of(notice, settings.format(), site, new Place(settings.name(), epoch, number));
      messages.add(
          new Placed(
              new Queued(
                  number,
                  message.id(),
                  message.type(),
                  notice.subjects(),
                  message.recorded(),
                  0,
                  0,
                  Optional.empty(),
                  Pause.NONE),
              message));
    });
    return messages;
  }
}
