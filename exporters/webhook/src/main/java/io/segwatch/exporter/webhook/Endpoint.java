package io.segwatch.exporter.webhook;

import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.webhook.EndpointState.Cursor;
import io.segwatch.exporter.webhook.OutboxFile.Placed;
import io.segwatch.exporter.webhook.alertmanager.AlertmanagerFormat;
import io.segwatch.exporter.webhook.message.Message;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Tells one endpoint what happened: reads the log from where it is, makes messages of what the
 * endpoint wants to hear, and sends each until it is delivered or given up (alerts §5, §6). What
 * that changes is on the disk before the next step is taken.
 *
 * <p>Everything happens on the exporter's context, in short steps; nothing here waits but for the
 * disk, so a slow endpoint delays no other. Whatever wakes it, {@link #wake} does what there is to
 * do and sets the alarm for the rest.
 */
final class Endpoint implements Told {
  /** Attempts under way at a time. */
  static final int CONCURRENCY = 4;

  /** Between the beginnings of two attempts (alerts §6). */
  static final Duration PACE = Duration.ofSeconds(1);

  /** With as many messages to send, no more are made; the log keeps the rest. */
  static final int ROOM = 10_000;

  /** An endpoint that wants to hear little notes how far it is after so many entries of the log. */
  private static final int SKIPPED_MOST = 1_000;

  private static final Logger LOG = System.getLogger(Endpoint.class.getName());

  private final EndpointContext context;
  private final EndpointMeters meters;
  private final Outbox outbox = new Outbox();
  private final LogReading reading;
  private final Alarm alarm;

  private EndpointSettings settings;
  private EndpointState state;
  private LogPosition end = LogPosition.START;

  /** Up to where there is nothing to tell; at least where the state says. */
  private Cursor skipped;

  /** When the first thing was recorded that it is to be told next. */
  private Optional<Instant> since = Optional.empty();

  private boolean verified;
  private boolean behind = true;
  private Pause pace = Pause.NONE;
  private boolean stopped;

  /** An endpoint that does nothing until it is woken. */
  Endpoint(EndpointContext context, EndpointSettings settings, EndpointState state) {
    this.context = context;
    this.meters = new EndpointMeters(context.meters(), settings.name());
    this.reading = new LogReading(context.context(), this::wake, this::recover, this::readAgain);
    this.alarm = new Alarm(context.context().owner(), this::wake);
    this.settings = settings;
    this.state = state;
    this.skipped = state.cursor();
    reload();
  }

  @Override
  public boolean suits(EndpointSettings changed) {
    return !(changed.format() instanceof AlertmanagerFormat);
  }

  @Override
  public void reconfigure(EndpointSettings changed) {
    settings = changed;
    keep(state.with(changed, now()));
    since = Optional.empty();
    behind = true;
    wake();
  }

  @Override
  public void reload(EndpointState changed) {
    state = changed;
    reload();
    wake();
  }

  private void reload() {
    outbox.reset(context.file().waiting(settings.name()));
    countDeadLetters();
  }

  /** Looks how many dead letters there are: some may have been kept for long enough. */
  @Override
  public void countDeadLetters() {
    meters.dead(context.file().dead(settings.name()));
  }

  EndpointState state() {
    return state;
  }

  @Override
  public boolean isUnderWay(long sequence) {
    return outbox.isUnderWay(sequence);
  }

  @Override
  public void grown(LogPosition now) {
    end = now;
    behind = true;
    wake();
  }

  /** Notes how far it is; what is under way is sent again. */
  @Override
  public void stop() {
    try {
      if (!skipped.equals(state.cursor())) {
        keep(state.told(skipped, state.sequence(), Optional.empty()));
      }
    } catch (UncheckedIOException e) {
      LOG.log(Level.WARNING, "{0}: skips again what it had skipped", e.getMessage());
    }
    stopped = true;
    reading.stop();
    alarm.cancel();
    meters.remove();
  }

  private void keep(EndpointState next) {
    context.file().keep(List.of(next), now());
    state = next;
  }

  /** Does what there is to do. */
  void wake() {
    if (stopped) {
      return;
    }
    read();
    send();
    setAlarm();
    meters.show(
        outbox.size() + Math.max(0, end.sequence() - skipped.position().sequence()),
        oldest(),
        state);
  }

  private Optional<Instant> oldest() {
    return outbox.oldest().or(() -> since);
  }

  private void read() {
    if (reading.isUnderWay() || state.isGone()) {
      return;
    }
    if (!verified) {
      reading.begin(context.backlog().verify(state.cursor()), _ -> verified = true);
    } else if (since.isEmpty() && behind) {
      behind = false;
      reading.begin(context.backlog().look(skipped, settings.filter()), this::saw);
    } else if (since.isPresent() && groupIn(now()).isZero() && !holdsBack()) {
      reading.begin(context.backlog().gather(skipped, settings.filter()), this::tell);
    }
  }

  private void readAgain() {
    behind = true;
    wake();
  }

  private void saw(Backlog.Ahead ahead) {
    skipped = ahead.skipped();
    since = ahead.since();
    long saved = state.cursor().position().sequence();
    if (skipped.position().sequence() - saved >= SKIPPED_MOST) {
      keep(state.told(skipped, state.sequence(), Optional.empty()));
    }
  }

  /** How long until the next group is told: soon the first, later ones now and then (alerts §6). */
  private Duration groupIn(Instant now) {
    Duration first =
        since.map(at -> Pause.of(at, settings.groupWait()).left(now)).orElse(Duration.ZERO);
    Duration next =
        state
            .grouped()
            .map(at -> Pause.of(at, settings.groupInterval()).left(now))
            .orElse(Duration.ZERO);
    return Collections.max(List.of(first, next));
  }

  /**
   * Whether there is no use in more messages: while the endpoint fails and another message is there
   * to try it with, a group goes on growing, so that not all of an outage is told piece by piece.
   */
  private boolean holdsBack() {
    Instant now = now();
    return outbox.size() >= ROOM
        || (!state.breaker().isClosed()
            && (outbox.underWay() > 0
                || outbox
                    .untilDue(now)
                    .filter(due -> due.compareTo(state.breaker().pause().left(now)) <= 0)
                    .isPresent()));
  }

  private void tell(Backlog.Told told) {
    Placing placing = new Placing(outbox, settings, state, context.site());
    told.group().notices().forEach(placing::add);
    List<Placed> messages = placing.messages();
    EndpointState next =
        state.told(
            told.upTo(),
            placing.sequence(),
            messages.isEmpty() ? Optional.empty() : Optional.of(now()));
    context.file().tell(next, messages);
    state = next;
    skipped = told.upTo();
    since = Optional.empty();
    behind = true;
    messages.forEach(placed -> outbox.put(placed.queued()));
  }

  /** Finds its place in a log that is not the one it was (alerts §2). */
  private void recover() {
    verified = true;
    LOG.log(
        Level.WARNING,
        "webhook {0}: the log of holes is another one; open holes are told again",
        settings.name());
    reading.begin(
        context
            .backlog()
            .reach(now())
            .compose(place -> context.backlog().open(place, settings.filter())),
        this::tell);
  }

  private void send() {
    Instant now = now();
    if (!state.isGone()
        && outbox.underWay() < mostUnderWay()
        && pace.isOver(now)
        && state.breaker().lets(now)) {
      outbox
          .next(now, !state.breaker().isClosed())
          .ifPresent(queued -> attempt(queued.begun(now), now));
    }
  }

  private int mostUnderWay() {
    return state.breaker().isClosed() ? CONCURRENCY : 1;
  }

  private void attempt(Queued begun, Instant now) {
    Message message = context.file().begin(settings.name(), begun);
    outbox.begin(begun);
    pace = Pause.of(now, PACE);
    SignedPost post =
        SignedPost.of(
            settings,
            message,
            begun.attempts(),
            settings.secrets().active(state.secretsSince(), now),
            now);
    int step = state.breaker().rung();
    context.courier().post(settings, post).onSuccess(reply -> settle(begun, step, reply));
  }

  private void settle(Queued queued, int step, Reply reply) {
    if (stopped) {
      return;
    }
    switch (reply.outcome()) {
      case DELIVERED -> delivered(queued, reply);
      case GONE -> gone(queued, reply);
      default -> failed(queued, step, reply);
    }
    wake();
    // Last, so that whoever sees it counted sees what has come of it too.
    meters.attempted(reply.outcome(), now());
  }

  private void delivered(Queued queued, Reply reply) {
    EndpointState next = state.with(Breaker.CLOSED);
    context.file().delivered(next, queued, reply.summary(), now());
    if (!state.breaker().isClosed()) {
      LOG.log(Level.INFO, "webhook {0}: messages are delivered again", settings.name());
    }
    state = next;
    outbox.remove(queued);
  }

  private void gone(Queued queued, Reply reply) {
    EndpointState next = state.gone(settings.fingerprint(state.epoch()));
    Queued kept = queued.waiting(queued.rung(), Pause.NONE);
    context.file().failed(next, kept, reply.summary());
    state = next;
    outbox.putBack(kept);
    LOG.log(
        Level.WARNING,
        "webhook {0}: answered 410 and gets no more messages until it is configured anew, or"
            + " told so by `segwatch outbox replay {0}`",
        settings.name());
  }

  private void failed(Queued queued, int step, Reply reply) {
    Instant now = now();
    Instant began = queued.firstAttempt().orElse(now);
    LOG.log(
        state.breaker().isClosed() ? Level.WARNING : Level.DEBUG,
        "webhook {0}: attempt {1} of {2} failed: {3}",
        settings.name(),
        queued.attempts(),
        queued.id(),
        reply.summary());
    double spread = context.ladder().spread();
    int rung = RetryLadder.climb(queued.rung(), reply.outcome());
    Breaker breaker = state.breaker();
    // Of several that were under way when it began to fail, one counts.
    if (breaker.rung() == step) {
      breaker = breaker.failed(RetryLadder.pause(step + 1, spread, began, now));
    }
    breaker = askedFor(reply, now).map(breaker::atLeast).orElse(breaker);
    EndpointState next = state.with(breaker);
    if (RetryLadder.isOver(began, now)) {
      giveUp(next, queued, reply, now);
    } else {
      Queued waiting = queued.waiting(rung, RetryLadder.pause(rung, spread, began, now));
      context.file().failed(next, waiting, reply.summary());
      outbox.putBack(waiting);
    }
    state = next;
  }

  /** How long the receiver asks to be left alone, if it does. */
  static Optional<Pause> askedFor(Reply reply, Instant now) {
    return reply instanceof Reply.Answer answer
        ? answer
            .retryAfter()
            .flatMap(text -> RetryAfter.parse(text, now))
            .map(length -> Pause.of(now, length))
        : Optional.empty();
  }

  private void giveUp(EndpointState next, Queued queued, Reply reply, Instant now) {
    context.file().gaveUp(next, queued, reply.summary(), now);
    outbox.remove(queued);
    meters.gaveUp();
    LOG.log(
        Level.ERROR,
        "webhook {0}: gave up {1} ({2}, {3}) after {4} attempts: {5}; `segwatch outbox replay {0}"
            + " {6}` sends it again",
        settings.name(),
        queued.id(),
        queued.type().label(),
        Printable.line(String.join(", ", queued.subjects())),
        queued.attempts(),
        reply.summary(),
        Long.toString(queued.sequence()));
  }

  /** A timer counts time that passes, the clock may be moved: so no timer runs for long. */
  private void setAlarm() {
    alarm.cancel();
    if (state.isGone()) {
      return;
    }
    Instant now = now();
    List<Duration> naps = new ArrayList<>();
    if (since.isPresent() && !reading.isUnderWay() && !holdsBack()) {
      naps.add(groupIn(now));
    }
    if (outbox.underWay() < mostUnderWay()) {
      Duration left = Collections.max(List.of(pace.left(now), state.breaker().pause().left(now)));
      outbox.untilDue(now).map(due -> Collections.max(List.of(due, left))).ifPresent(naps::add);
    }
    if (!naps.isEmpty()) {
      naps.add(context.longestNap());
      alarm.set(Collections.min(naps));
    }
  }

  private Instant now() {
    return context.clock().instant();
  }
}
