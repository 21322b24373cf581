package io.segwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.segwatch.e2e.WebhookRecorder.Post;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What storage does is no statement about the recording (coverage §7). */
class StorageIT {
  private static final Instant FIRST = Instant.parse("2025-11-10T03:00:00Z");
  private static final Instant SECOND = FIRST.plus(Duration.ofHours(1));
  private static final Instant THIRD = FIRST.plus(Duration.ofHours(2));

  /** Families whose samples say what was recorded. */
  private static final String FIGURES =
      "(segment|raw|editable|overlap)_.*"
          + "|segwatch_(holes|hole_seconds|largest_hole_seconds|coverage_ratio|segments)";

  @TempDir Path scratch;

  private final WebhookRecorder receiver = WebhookRecorder.start();
  private Path base;
  private AgentProcess agent;

  @BeforeEach
  void start() throws IOException {
    base = scratch.resolve("segments");
    new Recording(base, "one", "source")
        .record(FIRST, FIRST.plusSeconds(1_800))
        .record(FIRST.plusSeconds(1_920), THIRD.plusSeconds(600));
    new Recording(base, "one", "480p").record(FIRST, THIRD.plusSeconds(600));
    new Recording(base, "two", "source").record(FIRST, THIRD.plusSeconds(600));
    // The hour in the middle lies elsewhere, and is linked to: a link can be replaced in one step.
    Path hour = new Recording(base, "two", "source").hour(SECOND);
    Files.move(hour, scratch.resolve("elsewhere"));
    Files.createSymbolicLink(hour, scratch.resolve("elsewhere"));
    agent =
        AgentConfig.in(scratch, base)
            .with("qualities: [source, 480p]")
            .endpoint("ops", receiver.url("ops"))
            .start()
            .awaitReady();
    receiver.awaitPost("ops", 2);
  }

  @AfterEach
  void stop() {
    agent.close();
    receiver.close();
  }

  @Test
  void aBaseFolderMovedAwayAndBackIsToldOnceEachWay() throws IOException {
    Map<Metrics.Sample, Double> before = figures();
    Path away = scratch.resolve("away");

    Files.move(base, away);
    agent.awaitMetric(0, "segwatch_storage_available", "channel", "one", "quality", "source");
    agent.awaitMetric(0, "segwatch_storage_available", "channel", "one", "quality", "480p");
    agent.awaitMetric(0, "segwatch_storage_available", "channel", "two", "quality", "source");
    Post gone = receiver.awaitPost("ops", "storage.unavailable");

    assertThat(gone.data().path("channel").isMissingNode()).isTrue();
    assertThat(gone.data().path("reason").asText()).isNotEmpty();
    assertThat(figures()).isEqualTo(before);
    for (String stream : List.of("one/source", "one/480p", "two/source")) {
      assertThat(stream(stream).path("available").asBoolean()).as(stream).isFalse();
      assertThat(stream(stream).path("fault").asText()).isNotEmpty();
      assertThat(stream(stream).path("last_scan_age_seconds").isNumber()).isTrue();
    }
    double failures = failures("not_found");
    Await.until("more scans", () -> failures("not_found") > failures + 6);
    assertThat(base).doesNotExist();

    Files.move(away, base);
    agent.awaitMetric(1, "segwatch_storage_available", "channel", "one", "quality", "source");
    receiver.awaitPost("ops", "storage.available");
    assertOnlyThisHoleWasEverTold("storage.unavailable", "storage.available");
    assertThat(stream("one/480p").path("available").asBoolean()).isTrue();
  }

  @Test
  void anHourThatCannotBeReadKeepsItsFiguresAndOpensNothing() throws IOException {
    Map<Metrics.Sample, Double> before = figures();
    Path hour = new Recording(base, "two", "source").hour(SECOND);
    double failures = failures("io_error");

    replaceByLink(hour, hour);
    Await.until("scans that fail", () -> failures("io_error") >= failures + 4);

    assertThat(figures()).isEqualTo(before);
    assertThat(stream("two/source").path("complete").asBoolean()).isFalse();
    assertThat(stream("two/source").path("available").asBoolean()).isTrue();
    assertThat(stream("one/source").path("complete").asBoolean()).isTrue();
    agent.awaitLog("ERROR .*two/source/2025-11-10T04");

    replaceByLink(hour, scratch.resolve("elsewhere"));
    Await.until("recovery", () -> stream("two/source").path("complete").asBoolean());
    assertThat(figures()).isEqualTo(before);
    assertOnlyThisHoleWasEverTold();
  }

  @Test
  void figuresAreThoseOfEachStreamAlone() throws IOException {
    Metrics metrics = agent.metrics();
    assertThat(holes(metrics, "one", "source")).isEqualTo(1);
    assertThat(holes(metrics, "one", "480p")).isZero();
    assertThat(holes(metrics, "two", "source")).isZero();
    new Recording(base, "one", "480p").add(THIRD.plusSeconds(1_200), Recording.SEGMENT);
    Await.until("a hole", () -> holes(agent.metrics(), "one", "480p") == 1);
    assertThat(holes(agent.metrics(), "two", "source")).isZero();
  }

  private static double holes(Metrics metrics, String channel, String quality) {
    return metrics.value("segwatch_holes", "channel", channel, "quality", quality, "kind", "raw");
  }

  private static void replaceByLink(Path hour, Path target) throws IOException {
    Path beside = Files.createSymbolicLink(hour.resolveSibling(".new"), target);
    Files.move(beside, hour, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes a hole: had there been others before it, they would have been told by then. */
  private void assertOnlyThisHoleWasEverTold(String... andThat) {
    new Recording(base, "two", "source").add(THIRD.plusSeconds(1_200), Recording.SEGMENT);
    receiver.awaitPost("ops", "hole.opened");
    List<String> expected = new ArrayList<>(List.of("digest", "digest", "hole.opened"));
    expected.addAll(List.of(andThat));
    assertThat(receiver.posts("ops"))
        .extracting(Post::type)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private Map<Metrics.Sample, Double> figures() {
    Map<Metrics.Sample, Double> figures = new HashMap<>();
    agent
        .metrics()
        .samples()
        .forEach((sample, value) -> {
          if (sample.name().matches(FIGURES)) {
            figures.put(sample, value);
          }
        });
    assertThat(figures).hasSizeGreaterThan(3 * 3 * 17);
    return figures;
  }

  private double failures(String reason) {
    return agent.metrics().family("segwatch_scan_failures_total").entrySet().stream()
        .filter(each -> reason.equals(each.getKey().labels().get("reason")))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private JsonNode stream(String name) {
    for (JsonNode stream : agent.json("/health/ready").path("streams")) {
      if (name.equals(stream.path("channel").asText() + "/" + stream.path("quality").asText())) {
        return stream;
      }
    }
    throw new AssertionError("not in /health/ready: " + name);
  }
}
