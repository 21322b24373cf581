package io.segwatch.exporter.webhook;

import static io.segwatch.exporter.webhook.RunningExporter.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.Hole;
import io.segwatch.coverage.life.LogEvent;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogEvent.RecordingChange;
import io.segwatch.coverage.life.LogEvent.StorageChange;
import io.segwatch.exporter.testkit.Await;
import io.segwatch.exporter.testkit.TurnedClock;
import io.segwatch.exporter.webhook.FakeAlertmanager.Posted;
import io.segwatch.exporter.webhook.message.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an Alertmanager is told, and when (alerts §3). */
class AlertEndpointTest {
  private static final Duration HOLD = Duration.ofMinutes(6);

  private final RunningExporter exporter = new RunningExporter();
  private final FakeAlertmanager alertmanager = new FakeAlertmanager(exporter.vertx);

  @AfterEach
  void close() {
    exporter.close();
  }

  @Test
  void aHoleFires() {
    start(Map.of());
    exporter.log.write(Samples.opened("h_1"));

    Posted alert = await("h_1", 1);

    assertThat(alert.alert().getJsonObject("labels").getMap())
        .isEqualTo(
            Map.of(
                "alertname",
                "SegwatchHole",
                "severity",
                "warning",
                "node",
                exporter.agent.node(),
                "channel",
                "desertbus",
                "quality",
                "source",
                "hole",
                "h_1"));
    assertThat(alert.annotation("summary")).isEqualTo("Hole of 4.5 s in desertbus/source");
    assertThat(alert.annotation("duration_seconds")).isEqualTo("4.5");
    assertThat(alert.annotation("cause")).isEqualTo("missing");
    assertThat(alert.annotation("map")).endsWith("/maps/desertbus/source.png");
    assertThat(alert.alert().getString("generatorURL")).endsWith("/?h=h_1");
    assertThat(alert.starts()).isEqualTo("2026-11-23T20:15:05.250Z");
    assertThat(alert.ends()).isAfter(alert.starts().plusSeconds(1_800));
  }

  @Test
  void whatFiresIsPostedAgainWithinEachMinute() {
    start(Map.of());
    exporter.log.write(Samples.opened("h_1"));
    await("h_1", 1);
    exporter.clock.turn(Duration.ofMinutes(2));

    while (alertmanager.posted("h_1").size() < 10) {
      exporter.clock.turn(Duration.ofSeconds(5));
      // Once it looks again, what was due has been posted and answered.
      exporter.clock.awaitLooks();
    }

    List<Instant> ends = alertmanager.posted("h_1").stream().skip(1).map(Posted::ends).toList();
    for (int i = 1; i < ends.size(); i++) {
      assertThat(Duration.between(ends.get(i - 1), ends.get(i)))
          .isLessThanOrEqualTo(Duration.ofMinutes(1));
    }
  }

  @Test
  void aFilledHoleFiresForAsLongAsAlertmanagerMayWaitAndIsResolvedThen() {
    start(Map.of());
    exporter.log.write(Samples.opened("h_1"));
    await("h_1", 1);
    exporter.log.write(Samples.filled("h_1"));

    awaitResolved("h_1");

    assertThat(exporter.clock.instant()).isAfterOrEqualTo(TurnedClock.START.plus(HOLD));
    assertThat(resolved("h_1").annotation("summary"))
        .isEqualTo("Hole of 4.5 s filled in desertbus/source");
    assertThat(resolved("h_1").starts()).isEqualTo(alertmanager.posted("h_1").getFirst().starts());
    assertThat(firing("h_1")).hasSizeGreaterThan(5);
  }

  @Test
  void whatWasResolvedForLongEnoughIsForgotten() {
    start(Map.of("firing-at-least", "2m"));
    exporter.log.write(Samples.opened("h_1"), Samples.filled("h_1"));
    awaitResolved("h_1");

    turn(Duration.ofMinutes(5));

    int posts = alertmanager.requests().size();
    turn(Duration.ofMinutes(5));
    assertThat(alertmanager.requests()).hasSize(posts);
    assertThat(exporter.pending("am")).isZero();
    assertThat(isResolved(alertmanager.posted("h_1").getLast())).isTrue();
  }

  @Test
  void aHoleThatOpenedAndWasFilledWhileAlertmanagerWasAwayFiresFirst() {
    start(Map.of());
    alertmanager.goAway();
    exporter.log.write(Samples.opened("h_1"), Samples.filled("h_1"));
    turn(Duration.ofHours(1));
    Instant back = exporter.clock.instant();
    alertmanager.startAgain(back);

    awaitResolved("h_1");

    assertThat(firing("h_1")).isNotEmpty();
    assertThat(alertmanager.posted("h_1").getFirst().ends()).isAfter(back);
    assertThat(exporter.clock.instant()).isAfterOrEqualTo(back.plus(HOLD));
  }

  @Test
  void anAlertmanagerThatWasKilledHearsItAllAgainAlsoWhatHasEndedMeanwhile() {
    start(Map.of());
    exporter.log.write(Samples.opened("h_1"), Samples.opened("h_2"));
    await("h_1", 1);
    turn(HOLD.plusMinutes(1));
    alertmanager.goAway();
    exporter.log.write(Samples.filled("h_1"));
    turn(Duration.ofMinutes(1));
    int before = alertmanager.posted().size();
    alertmanager.startAgain(exporter.clock.instant());

    awaitResolved("h_1");

    List<Posted> since = alertmanager.posted().stream().skip(before).toList();
    assertThat(since.getFirst().ends()).isAfter(since.getFirst().starts().plusSeconds(3_600));
    assertThat(since.stream().map(each -> each.label("hole"))).contains("h_2");
    assertThat(resolved("h_2")).isNull();
  }

  @Test
  void oneThatWasResolvedJustBeforeAlertmanagerWasKilledIsToldAgain() {
    start(Map.of());
    exporter.log.write(Samples.opened("h_1"), Samples.filled("h_1"));
    awaitResolved("h_1");
    int fired = firing("h_1").size();
    alertmanager.startAgain(exporter.clock.instant());

    turnUntil(() -> firing("h_1").size() > fired);
    int taken = alertmanager.posted().size();
    turnUntil(
        () -> alertmanager.posted().stream().skip(taken).anyMatch(each -> isResolved(each, "h_1")));
  }

  @Test
  void aRestartOfTheAgentFiresNothingThatWasResolved() {
    start(Map.of());
    exporter.log.write(Samples.opened("h_1"), Samples.opened("h_2"), Samples.filled("h_1"));
    awaitResolved("h_1");
    int fired = firing("h_1").size();
    int others = firing("h_2").size();

    exporter.stop();
    exporter.startAgain();
    turnUntil(() -> firing("h_2").size() > others + 3);

    assertThat(firing("h_1")).hasSize(fired);
  }

  @Test
  void whatHappensWhileTheAgentIsDownIsTold() {
    start(Map.of());
    exporter.log.write(Samples.opened("h_1"));
    await("h_1", 1);
    exporter.stop();
    exporter.log.write(Samples.filled("h_1"), Samples.opened("h_2"));
    exporter.startAgain();

    awaitResolved("h_1");
    assertThat(firing("h_2")).isNotEmpty();
  }

  @Test
  void conditionsAreAlertsToo() {
    start(Map.of());
    exporter.log.write(
        new RecordingChange(Samples.SOURCE, true, Samples.START),
        new StorageChange("other", false, "no such file"));

    turnUntil(() -> alertmanager.posted().size() >= 2);
    assertThat(alertmanager.posted().stream().map(each -> each.label("alertname")))
        .contains("SegwatchRecordingStalled", "SegwatchStorageGone");
    assertThat(alertmanager.posted().stream().map(each -> each.label("severity")))
        .containsOnly("critical");

    exporter.log.write(
        new RecordingChange(Samples.SOURCE, false, Samples.START),
        new StorageChange("other", true, ""));
    turnUntil(() ->
        List.of("SegwatchRecordingStalled", "SegwatchStorageGone").stream()
            .allMatch(name ->
                alertmanager.posted().stream()
                    .anyMatch(each -> each.label("alertname").equals(name) && isResolved(each))));
  }

  @Test
  void aFirstLookIsNoAlertButForWhatStandsStill() {
    StreamId still = new StreamId("desertbus", "480p");
    start(Map.of());
    exporter.log.write(
        new Baseline(
            "desertbus",
            List.of(Samples.SOURCE, still),
            1,
            4_500_000,
            List.of(Samples.hole("h_1")),
            List.of(still)));

    turnUntil(() -> alertmanager.posted().size() >= 3);

    assertThat(alertmanager.posted())
        .allSatisfy(each -> {
          assertThat(each.label("alertname")).isEqualTo("SegwatchRecordingStalled");
          assertThat(each.label("quality")).isEqualTo("480p");
          assertThat(each.annotation("description"))
              .isEqualTo("It stood still when it was first looked at.");
        });
  }

  @Test
  void aHoleThatGrowsIntoOneThatIsWantedIsAnAlertThatOpens() {
    start(Map.of("min-duration", "5s", "events", List.of("segwatch.hole.opened")));
    Hole grown = Samples.hole("h_1", Samples.SOURCE, 6_000_000);
    exporter.log.write(
        Samples.opened(Samples.hole("h_1", Samples.SOURCE, 2_000_000)),
        new HoleTransition(HoleTransition.Kind.CHANGED, grown, 2_000_000));

    await("h_1", 1);

    assertThat(alertmanager.posted().getFirst().annotation("summary")).startsWith("Hole of 6");
  }

  @Test
  void onlyWhatTheEndpointWantsIsAnAlert() {
    start(Map.of("min-duration", "5s", "channels", List.of("desertbus")));
    Hole grown = Samples.hole("h_2", Samples.SOURCE, 6_000_000);
    exporter.log.write(
        Samples.opened("h_1"),
        Samples.opened(Samples.hole("h_3", new StreamId("other", "source"), 9_000_000)),
        Samples.opened(grown));

    await("h_2", 3);

    assertThat(alertmanager.posted().stream().map(each -> each.label("hole"))).containsOnly("h_2");
  }

  @Test
  void anEndIsToldWhateverEventsAreChosen() {
    start(Map.of("events", List.of("segwatch.hole.opened")));
    exporter.log.write(Samples.opened("h_1"), Samples.filled("h_1"));

    awaitResolved("h_1");
  }

  @Test
  void manyAlertsArePostedInSeveralPosts() {
    start(Map.of());
    exporter.log.write(
        IntStream.range(0, 600).mapToObj(i -> Samples.opened("h_" + i)).toArray(LogEvent[]::new));

    turnUntil(() ->
        alertmanager.posted().stream().map(each -> each.label("hole")).distinct().count() == 600);

    Map<Integer, Long> sizes =
        alertmanager.posted().stream()
            .collect(Collectors.groupingBy(Posted::post, Collectors.counting()));
    assertThat(sizes.values()).allMatch(size -> size <= AlertPosts.MOST);
  }

  @Test
  void aLostLogEndsWhatIsNoLongerOpen() {
    start(Map.of());
    exporter.log.write(Samples.opened("h_1"), Samples.opened("h_2"));
    turnUntil(() -> !firing("h_1").isEmpty() && !firing("h_2").isEmpty());
    exporter.stop();
    exporter.log.lose("other");
    exporter.log.know(Samples.hole("h_2"));
    exporter.startAgain();

    awaitResolved("h_1");
    assertThat(resolved("h_2")).isNull();
  }

  @Test
  void whatIsNotTakenIsPendingAndCounted() {
    start(Map.of());
    alertmanager.goAway();
    exporter.log.write(Samples.opened("h_1"));
    exporter.awaitAttempts("am", Outcome.UNREACHABLE, 1);

    assertThat(exporter.pending("am")).isEqualTo(1);
    alertmanager.comeBack();
    turnUntil(() -> exporter.pending("am") == 0);
    assertThat(exporter.attempts("am", Outcome.DELIVERED)).isPositive();
  }

  @Test
  void anEndpointCanBecomeOneOfAnAlertmanager() {
    Receiver receiver = new Receiver(exporter.vertx);
    exporter.start(endpoint("am", receiver.url()));
    exporter.log.write(Samples.opened("h_1"));
    receiver.awaitPosts(1);

    exporter.reconfigure(List.of(settings(Map.of())));
    exporter.log.write(Samples.opened("h_2"));

    await("h_2", 1);
    assertThat(alertmanager.posted("h_1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/api/v1/alerts", "/api/v2/alerts/"})
  void theAddressIsThatOfAlerts(String path) {
    assertThat(AlertPosts.fits(Target.parse("http://localhost:9093" + path))).isFalse();
    assertThat(AlertPosts.fits(Target.parse("http://localhost:9093/am/api/v2/alerts"))).isTrue();
  }

  private void start(Map<String, ?> more) {
    exporter.start(settings(more));
  }

  private Map<String, Object> settings(Map<String, ?> more) {
    Map<String, Object> settings =
        new HashMap<>(endpoint("am", alertmanager.url(), Map.of("format", "alertmanager")));
    settings.putAll(more);
    return settings;
  }

  private Posted await(String hole, int count) {
    turnUntil(() -> alertmanager.posted(hole).size() >= count);
    return alertmanager.posted(hole).getFirst();
  }

  private void awaitResolved(String hole) {
    turnUntil(() -> alertmanager.posted(hole).stream().anyMatch(each -> isResolved(each, hole)));
  }

  private Posted resolved(String hole) {
    return alertmanager.posted(hole).stream()
        .filter(each -> isResolved(each, hole))
        .findFirst()
        .orElse(null);
  }

  private List<Posted> firing(String hole) {
    return new ArrayList<>(
        alertmanager.posted(hole).stream().filter(each -> !isResolved(each, hole)).toList());
  }

  private static boolean isResolved(Posted posted, String hole) {
    return hole.equals(posted.label("hole")) && isResolved(posted);
  }

  /** What fires is posted to end an hour later. */
  private static boolean isResolved(Posted posted) {
    return posted.ends().isBefore(posted.starts().plusSeconds(3_000));
  }

  private void turn(Duration time) {
    Instant until = exporter.clock.instant().plus(time);
    turnUntil(() -> !exporter.clock.instant().isBefore(until));
  }

  private void turnUntil(BooleanSupplier condition) {
    Await.until(() -> {
      if (condition.getAsBoolean()) {
        return true;
      }
      exporter.clock.turn(Duration.ofSeconds(2));
      return false;
    });
  }
}
