package io.segwatch.exporter.webhook;

import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.webhook.message.Message;
import io.segwatch.exporter.webhook.message.Notice;
import io.segwatch.exporter.webhook.message.Place;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Delivers to one endpoint: reads the log with a cursor of its own, makes messages of what the
 * endpoint wants to hear, and sends each until it is delivered or given up (alerts §5).
 *
 * <p>Everything happens on the exporter's context, in short steps; nothing here waits, so a slow
 * endpoint delays no other. Whatever wakes it, {@link #wake} does what there is to do and sets the
 * alarm for the rest.
 */
final class Endpoint {
  /** Attempts under way at a time. */
  static final int CONCURRENCY = 4;

  /** Between the beginnings of two attempts (alerts §6). */
  static final Duration PACE = Duration.ofSeconds(1);

  private static final SecureRandom ENTROPY = new SecureRandom();

  private static final Logger LOG = System.getLogger(Endpoint.class.getName());

  private final EndpointContext context;
  private final EndpointMeters meters;
  private final LogCursor cursor;
  private final Outbox outbox = new Outbox();

  /** Numbers begin anew with each start, as nothing is kept. */
  private final String epoch = Long.toUnsignedString(ENTROPY.nextLong(), 36);

  private EndpointSettings settings;
  private Instant secretsSince;
  private long sequence;
  private int underWay;
  private Pause pace = Pause.NONE;
  private Pause askedFor = Pause.NONE;
  private boolean failing;
  private boolean gone;
  private boolean stopped;
  private Optional<Long> alarm = Optional.empty();

  /**
   * An endpoint that does nothing until it is woken.
   *
   * @param from what of the log it is not told; empty for all that is in it now
   */
  Endpoint(EndpointContext context, EndpointSettings settings, Optional<LogPosition> from) {
    this.context = context;
    this.meters = new EndpointMeters(context.meters(), settings.name());
    this.cursor = new LogCursor(context.log(), context.context(), from);
    this.settings = settings;
    this.secretsSince = now();
  }

  /** Goes on from where it is with other settings; where it was gone, it is tried again. */
  void reconfigure(EndpointSettings changed) {
    if (!changed.secrets().equals(settings.secrets())) {
      secretsSince = now();
    }
    settings = changed;
    gone = false;
    wake();
  }

  /** Hears that the log has grown. */
  void grown(LogPosition end) {
    cursor.grown(end);
    wake();
  }

  void stop() {
    stopped = true;
    cancelAlarm();
    meters.remove();
  }

  /** Does what there is to do. */
  void wake() {
    if (stopped) {
      return;
    }
    if (outbox.room() > 0) {
      cursor.read(outbox.room(), this::take);
    }
    send();
    setAlarm();
    meters.waiting(outbox.size() + cursor.unread(), outbox.oldest());
  }

  private void take(List<LogEntry> entries) {
    for (LogEntry entry : entries) {
      if (settings.filter().accepts(entry.event())) {
        sequence++;
        Notice notice = new Notice.Event(settings.filter().narrowed(entry));
        Place place = new Place(settings.name(), epoch, sequence);
        outbox.add(sequence, Message.of(notice, settings.format(), context.site(), place));
      }
    }
    wake();
  }

  private void send() {
    Instant now = now();
    if (!gone && underWay < CONCURRENCY && pace.isOver(now) && askedFor.isOver(now)) {
      outbox.take(now).ifPresent(queued -> attempt(queued, now));
    }
  }

  private void attempt(Outbox.Queued queued, Instant now) {
    pace = Pause.of(now, PACE);
    underWay++;
    SignedPost post =
        SignedPost.of(
            settings,
            queued.message(),
            queued.attempts(),
            settings.secrets().active(secretsSince, now),
            now);
    context.courier().post(settings, post).onSuccess(reply -> settle(queued, reply));
  }

  private void settle(Outbox.Queued queued, Reply reply) {
    if (stopped) {
      return;
    }
    underWay--;
    switch (reply.outcome()) {
      case DELIVERED -> delivered(queued);
      case GONE -> leaveAlone(queued);
      default -> failed(queued, reply);
    }
    wake();
    // Last, so that whoever sees it counted sees what has come of it too.
    meters.attempted(reply.outcome());
  }

  private void delivered(Outbox.Queued queued) {
    outbox.remove(queued);
    if (failing) {
      LOG.log(Level.INFO, "webhook {0}: messages are delivered again", settings.name());
      failing = false;
    }
  }

  private void leaveAlone(Outbox.Queued queued) {
    outbox.putBack(queued, queued.rung(), Pause.NONE);
    gone = true;
    LOG.log(
        Level.WARNING,
        "webhook {0}: answered 410 and gets no more messages until it is configured anew",
        settings.name());
  }

  private void failed(Outbox.Queued queued, Reply reply) {
    Instant now = now();
    if (reply instanceof Reply.Answer answer) {
      answer
          .retryAfter()
          .flatMap(text -> RetryAfter.parse(text, now))
          .ifPresent(length -> askedFor = Pause.of(now, length));
    }
    LOG.log(
        failing ? Level.DEBUG : Level.WARNING,
        "webhook {0}: attempt {1} of {2} failed: {3}",
        settings.name(),
        queued.attempts(),
        queued.message().id(),
        reply.summary());
    failing = true;
    int rung = RetryLadder.climb(queued.rung(), reply.outcome());
    context
        .ladder()
        .pause(rung, queued.firstAttempt().orElse(now), now)
        .ifPresentOrElse(pause -> outbox.putBack(queued, rung, pause), () -> giveUp(queued, reply));
  }

  private void giveUp(Outbox.Queued queued, Reply reply) {
    outbox.remove(queued);
    meters.gaveUp();
    LOG.log(
        Level.ERROR,
        "webhook {0}: gave up {1} ({2}, {3}) after {4} attempts: {5}",
        settings.name(),
        queued.message().id(),
        queued.message().type().label(),
        Printable.line(queued.message().subject()),
        queued.attempts(),
        reply.summary());
  }

  /** A timer counts time that passes, the clock may be moved: so no timer runs for long. */
  private void setAlarm() {
    cancelAlarm();
    if (gone || underWay >= CONCURRENCY) {
      return;
    }
    Instant now = now();
    alarm =
        outbox
            .untilDue(now)
            .map(due -> Collections.max(List.of(due, pace.left(now), askedFor.left(now))))
            .map(due -> Collections.min(List.of(due, context.longestNap())))
            .map(this::wakeAfter);
  }

  private long wakeAfter(Duration nap) {
    return context.context().owner().setTimer(Math.max(1, nap.toMillis()), _ -> wake());
  }

  private void cancelAlarm() {
    alarm.ifPresent(context.context().owner()::cancelTimer);
    alarm = Optional.empty();
  }

  private Instant now() {
    return context.clock().instant();
  }
}
