package io.segwatch.exporter.webhook;

import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.webhook.alertmanager.Alert;
import io.segwatch.exporter.webhook.alertmanager.AlertmanagerFormat;
import io.segwatch.exporter.webhook.alertmanager.Alerts;
import io.vertx.core.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells an Alertmanager what is wrong: reads the log into {@link Alerts}, and posts those again and
 * again (alerts §3). What it knows, and what of that the Alertmanager has taken, is on the disk
 * before the next step.
 *
 * <p>Everything happens on the exporter's context, in short steps. Whatever wakes it, {@link #wake}
 * does what there is to do and sets the alarm for the rest.
 */
final class AlertEndpoint implements Told {

  /** So that an Alertmanager that was killed knows everything again soon. */
  private static final int MOST_RUNG = 2;

  private static final Logger LOG = System.getLogger(AlertEndpoint.class.getName());

  private final EndpointContext context;
  private final EndpointMeters meters;
  private final AlertFile file;
  private final Alerts alerts;
  private final AlertPosts posts;
  private final LogReading reading;
  private final Alarm alarm;

  private EndpointSettings settings;
  private EndpointState state;
  private LogPosition end = LogPosition.START;
  private boolean verified;
  private boolean behind = true;
  private boolean posting;
  private Pause pace = Pause.NONE;
  private boolean stopped;

  /** An endpoint that does nothing until it is woken. */
  AlertEndpoint(
      EndpointContext context,
      EndpointSettings settings,
      AlertmanagerFormat format,
      EndpointState state) {
    this.context = context;
    this.meters = new EndpointMeters(context.meters(), settings.name());
    this.reading = new LogReading(context.context(), this::wake, this::recover, this::readAgain);
    this.alarm = new Alarm(context.context().owner(), this::wake);
    this.file = new AlertFile(context.file(), settings.name());
    this.alerts = new Alerts(context.site(), file.alerts());
    this.posts = new AlertPosts(alerts, format.firingAtLeast());
    this.settings = settings;
    this.state = state;
  }

  @Override
  public boolean suits(EndpointSettings changed) {
    return changed.format().equals(settings.format());
  }

  @Override
  public void reconfigure(EndpointSettings changed) {
    settings = changed;
    EndpointState next = state.with(changed, now());
    file.keep(next, List.of());
    state = next;
    wake();
  }

  @Override
  public void grown(LogPosition now) {
    end = now;
    behind = true;
    wake();
  }

  @Override
  public void reload(EndpointState changed) {
    state = changed;
    wake();
  }

  @Override
  public boolean isUnderWay(long sequence) {
    return false;
  }

  @Override
  public void countDeadLetters() {
    meters.dead(context.file().dead(settings.name()));
  }

  @Override
  public void stop() {
    stopped = true;
    reading.stop();
    alarm.cancel();
    meters.remove();
  }

  private void wake() {
    if (stopped) {
      return;
    }
    read();
    post();
    setAlarm();
    List<Alert> unknown = posts.unknown();
    meters.show(
        unknown.size() + Math.max(0, end.sequence() - state.cursor().position().sequence()),
        unknown.stream()
            .map(alert -> alert.ended().orElse(alert.starts()))
            .min(Comparator.naturalOrder()),
        state);
  }

  private void read() {
    if (reading.isUnderWay() || state.isGone()) {
      return;
    }
    if (!verified) {
      reading.begin(context.backlog().verify(state.cursor()), _ -> verified = true);
    } else if (behind) {
      behind = false;
      reading.begin(context.backlog().next(state.cursor()), this::take);
    }
  }

  private void readAgain() {
    behind = true;
    wake();
  }

  private void take(Backlog.Entries read) {
    Map<String, Alerts.Change> changes = new LinkedHashMap<>();
    for (LogEntry entry : read.entries()) {
      if (entry.event() instanceof Baseline baseline && read.open().isPresent()) {
        alerts
            .recovered(read.open().get(), baseline.streams(), entry, this::wants)
            .forEach(change -> note(changes, change));
      }
      alerts.changes(entry, this::wants).forEach(change -> note(changes, change));
    }
    keep(state.told(read.upTo(), state.sequence(), Optional.empty()), changes);
    behind |= read.more();
  }

  /** The last of several changes counts, and the last content that one of them has. */
  private void note(Map<String, Alerts.Change> changes, Alerts.Change change) {
    alerts.keep(List.of(change.alert()));
    changes.merge(
        change.alert().key(),
        change,
        (before, after) -> new Alerts.Change(after.alert(), after.content().or(before::content)));
  }

  private boolean wants(LogEvent event) {
    return settings.filter().accepts(event);
  }

  /** Finds its place in a log that is not the one it was (alerts §2). */
  private void recover() {
    verified = true;
    reading.begin(
        context.backlog().reach(now()).compose(context.backlog()::allOpen),
        found -> {
          Map<String, Alerts.Change> changes = new LinkedHashMap<>();
          alerts
              .recovered(
                  found.open().orElse(List.of()), found.upTo().position(), now(), this::wants)
              .forEach(change -> note(changes, change));
          keep(state.told(found.upTo(), state.sequence(), Optional.empty()), changes);
          behind = true;
        });
  }

  private void keep(EndpointState next, Map<String, Alerts.Change> changes) {
    if (!next.equals(state) || !changes.isEmpty()) {
      file.keep(next, changes.values());
      state = next;
    }
  }

  private void post() {
    Instant now = now();
    forget(posts.over(now));
    if (posting
        || state.isGone()
        || !pace.isOver(now)
        || !state.breaker().lets(now)
        || posts.due(now).isEmpty()) {
      return;
    }
    posting = true;
    pace = Pause.of(now, Endpoint.PACE);
    context
        .courier()
        .get(settings, AlertPosts.statusUri(settings.target()))
        .compose(status ->
            status instanceof Reply.NoAnswer
                ? Future.succeededFuture(new AlertPosts.Taken(List.of(), status))
                : post(status))
        .onSuccess(this::settle);
  }

  private void forget(List<Alert> over) {
    if (over.isEmpty()) {
      return;
    }
    List<String> keys = over.stream().map(Alert::key).toList();
    file.forget(keys);
    for (Alert alert : over) {
      if (alert.resolved().isEmpty()) {
        meters.gaveUp();
        LOG.log(Level.ERROR, "webhook {0}: gave up alert {1}", settings.name(), alert.key());
      }
    }
    alerts.forget(keys);
    posts.forget(keys);
  }

  private Future<AlertPosts.Taken> post(Reply status) {
    posts.seen(status, now());
    Instant now = now();
    List<AlertPosts.Due> due = posts.due(now);
    SignedPost post =
        SignedPost.of(
            settings,
            posts.message(
                due, file.contents(due.stream().map(AlertPosts.Due::alert).toList()), now),
            state.breaker().rung() + 1,
            settings.secrets().active(state.secretsSince(), now),
            now);
    return context.courier().post(settings, post).map(reply -> new AlertPosts.Taken(due, reply));
  }

  private void settle(AlertPosts.Taken taken) {
    if (stopped) {
      return;
    }
    posting = false;
    Instant now = now();
    Reply reply = taken.reply();
    switch (reply.outcome()) {
      case DELIVERED -> {
        Map<String, Alerts.Change> changes = new LinkedHashMap<>();
        posts.taken(taken.due(), now).forEach(change -> note(changes, change));
        if (!state.breaker().isClosed()) {
          LOG.log(Level.INFO, "webhook {0}: alerts are taken again", settings.name());
        }
        keep(state.with(Breaker.CLOSED), changes);
      }
      case GONE -> keep(state.gone(settings.fingerprint(state.epoch())), Map.of());
      default -> failed(reply, now);
    }
    wake();
    // Last, so that whoever sees it counted sees what has come of it too.
    meters.attempted(reply.outcome(), now);
  }

  private void failed(Reply reply, Instant now) {
    LOG.log(
        state.breaker().isClosed() ? Level.WARNING : Level.DEBUG,
        "webhook {0}: alerts could not be posted: {1}",
        settings.name(),
        reply.summary());
    if (reply instanceof Reply.NoAnswer) {
      posts.missed();
    }
    int rung = Math.min(state.breaker().rung() + 1, MOST_RUNG);
    Breaker breaker =
        state.breaker().failed(RetryLadder.pause(rung, context.ladder().spread(), now, now));
    keep(state.with(Endpoint.askedFor(reply, now).map(breaker::atLeast).orElse(breaker)), Map.of());
  }

  /** A timer counts time that passes, the clock may be moved: so no timer runs for long. */
  private void setAlarm() {
    alarm.cancel();
    if (!state.isGone() && !posting && !alerts.all().isEmpty()) {
      Instant now = now();
      Duration left = Collections.max(List.of(pace.left(now), state.breaker().pause().left(now)));
      Duration nap =
          left.isZero()
              ? context.longestNap()
              : Collections.min(List.of(left, context.longestNap()));
      alarm.set(nap);
    }
  }

  private Instant now() {
    return context.clock().instant();
  }
}
