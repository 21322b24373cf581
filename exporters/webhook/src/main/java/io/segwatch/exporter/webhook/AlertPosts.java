package io.segwatch.exporter.webhook;

import io.segwatch.exporter.webhook.alertmanager.Alert;
import io.segwatch.exporter.webhook.alertmanager.AlertmanagerFormat;
import io.segwatch.exporter.webhook.alertmanager.Alerts;
import io.segwatch.exporter.webhook.message.EventType;
import io.segwatch.exporter.webhook.message.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which alerts are to be posted when, and who takes them. An Alertmanager that was started again
 * knows nothing of before; it is known by the time of its start, which its status tells.
 */
final class AlertPosts {
  /** Between two posts of one alert: less than a minute, whatever else there is to post. */
  static final Duration AGAIN = Duration.ofSeconds(40);

  /** Alerts in one post. */
  static final int MOST = 256;

  /** After that an alert that has ended is given up. */
  private static final Duration GIVEN_UP = Duration.ofDays(3);

  private static final String ALERTS = "/api/v2/alerts";
  private static final Pattern UPTIME = Pattern.compile("\"uptime\":\\s*\"([^\"\\\\]+)\"");

  private final Alerts alerts;
  private final Duration hold;
  private final Map<String, Post> posted = new HashMap<>();

  /** The latest start of an Alertmanager that was seen, in milliseconds; empty before the first. */
  private String taker;

  private boolean missed;

  private record Post(boolean firing, Instant at) {}

  /** An alert to be posted. */
  record Due(Alert alert, boolean firing) {}

  /** What was posted, and what came of it. */
  record Taken(List<Due> due, Reply reply) {}

  /**
   * @param hold how long an alert is posted as firing at least
   */
  AlertPosts(Alerts alerts, Duration hold) {
    this.alerts = alerts;
    this.hold = hold;
    this.taker = alerts.all().stream().map(Alert::taker).max(Comparator.naturalOrder()).orElse("");
  }

  /** Whether alerts can be posted there. */
  static boolean fits(Target target) {
    return target.requestUri().endsWith(ALERTS);
  }

  /** Where an Alertmanager tells its status. */
  static String statusUri(Target target) {
    return target.requestUri().replaceFirst("/alerts$", "/status");
  }

  /** Takes note of who is there, if that can be told. Behind one address may be several. */
  void seen(Reply status, Instant now) {
    Optional<Instant> start =
        status instanceof Reply.Answer answer && answer.outcome() == Outcome.DELIVERED
            ? start(answer.body())
            : Optional.empty();
    // Who does not tell may have been started again whenever it was away.
    String unknown = taker.isEmpty() || missed ? name(now) : taker;
    String seen = start.map(AlertPosts::name).orElse(unknown);
    if (seen.compareTo(taker) > 0) {
      taker = seen;
    }
    missed = false;
  }

  /** Takes note that nobody answered. */
  void missed() {
    missed = true;
  }

  private static String name(Instant start) {
    return Long.toString(start.toEpochMilli());
  }

  private static Optional<Instant> start(String status) {
    Matcher uptime = UPTIME.matcher(status);
    try {
      return uptime.find()
          ? Optional.of(OffsetDateTime.parse(uptime.group(1)).toInstant())
          : Optional.empty();
    } catch (DateTimeParseException notOne) {
      return Optional.empty();
    }
  }

  /** Those that are to be posted now, first what is not known yet, at most {@link #MOST}. */
  List<Due> due(Instant now) {
    return alerts.all().stream()
        .map(alert -> new Due(alert, alert.fires(taker, hold, now)))
        .filter(due -> isDue(due, now))
        .sorted(Comparator.comparing((Due due) -> due.alert().isKnown(taker)))
        .limit(MOST)
        .toList();
  }

  private boolean isDue(Due due, Instant now) {
    return Optional.ofNullable(posted.get(due.alert().key()))
        .map(post ->
            post.firing() != due.firing()
                || !due.alert().taker().equals(taker)
                || Pause.of(post.at(), AGAIN).isOver(now))
        .orElse(true);
  }

  /** Those of which the Alertmanager that is there does not know how they stand. */
  List<Alert> unknown() {
    return alerts.all().stream().filter(alert -> !alert.isKnown(taker)).toList();
  }

  /** Those of which nothing is left to be told, or which could not be told for too long. */
  List<Alert> over(Instant now) {
    return alerts.all().stream()
        .filter(alert ->
            alert.isOver(taker, hold, now)
                || alert.ended().filter(end -> now.isAfter(end.plus(GIVEN_UP))).isPresent())
        .toList();
  }

  void forget(List<String> keys) {
    posted.keySet().removeAll(keys);
  }

  /** The post of some. */
  Message message(List<Due> due, List<JsonObject> contents, Instant now) {
    JsonArray body = new JsonArray();
    for (int i = 0; i < due.size(); i++) {
      body.add(
          AlertmanagerFormat.json(due.get(i).alert(), due.get(i).firing(), contents.get(i), now));
    }
    return new Message(
        "msg_" + UUID.randomUUID(),
        EventType.DIGEST,
        "alerts",
        now,
        "application/json",
        body.toBuffer());
  }

  /** What changes as some were taken. */
  List<Alerts.Change> taken(List<Due> due, Instant now) {
    due.forEach(each -> posted.put(each.alert().key(), new Post(each.firing(), now)));
    return due.stream()
        // Meanwhile it may have gone on.
        .flatMap(each ->
            alerts.known(each.alert().key()).stream()
                .filter(alert -> alert.ended().equals(each.alert().ended()) || each.firing())
                .map(alert -> new Due(alert, each.firing())))
        .map(each -> each.alert().taken(each.firing(), taker, now))
        .filter(alert -> !alerts.known(alert.key()).equals(Optional.of(alert)))
        .map(alert -> new Alerts.Change(alert, Optional.empty()))
        .toList();
  }
}
