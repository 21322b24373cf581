package io.segwatch.agent.web;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.StorageFault;
import io.segwatch.exporter.ChannelScan;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /health/live} and {@code /health/ready}: for machines, and for a first look. */
public final class Health {
  private static final String STATUS = "status";

  /** What there is to tell; asked anew for each answer. */
  public interface Source {
    /** Channels whose scan hangs in the file system. */
    List<String> hanging();

    /** Why channels cannot be looked for in the base folder, if so. */
    Optional<String> baseFault();

    /** Why what happens to holes cannot be written down, if so. */
    Optional<String> stateFault();

    /** Whether every channel has been scanned once. */
    boolean ready();

    Collection<ChannelScan> scans();

    /** Each exporter by its name. */
    Map<String, ExporterState> exporters();
  }

  /**
   * How an exporter is.
   *
   * @param up whether it is at work, if only in part
   * @param trouble what is wrong, if anything
   */
  public record ExporterState(boolean up, Optional<String> trouble) {}

  private final Source source;
  private final Clock clock;

  private Health(Source source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /** Mounts both pages. */
  public static void mount(WebServer web, Source source, Clock clock) {
    Health health = new Health(source, clock);
    mount(web, "/health/live", health::live);
    mount(web, "/health/ready", health::ready);
  }

  /** Whoever may not see the rest may see how it is in a word: what probes is often a stranger. */
  private static void mount(WebServer web, String path, Supplier<Answer> answer) {
    web.get(path, request -> send(request.response(), answer.get()));
    web.open(path, stranger -> send(stranger.response(), answer.get().inAWord()));
  }

  private record Answer(boolean good, JsonObject body) {
    Answer inAWord() {
      return new Answer(good, new JsonObject().put(STATUS, body.getString(STATUS)));
    }
  }

  private static void send(HttpServerResponse response, Answer answer) {
    response
        .setStatusCode(answer.good() ? 200 : 503)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .end(answer.body().encode());
  }

  /** The event loop is alive, as it answers; scans may hang all the same. */
  private Answer live() {
    List<String> hanging = source.hanging();
    return new Answer(
        hanging.isEmpty(),
        new JsonObject()
            .put(STATUS, hanging.isEmpty() ? "live" : "a scan hangs")
            .put("hanging_channels", new JsonArray(hanging)));
  }

  private Answer ready() {
    boolean ready = source.ready();
    return new Answer(
        ready,
        new JsonObject()
            .put(STATUS, ready ? "ready" : "not every channel has been scanned yet")
            .put("base_fault", source.baseFault().orElse(""))
            .put("state", state(source.stateFault()))
            .put("streams", streams(source.scans(), clock.instant()))
            .put("exporters", exporters(source.exporters())));
  }

  private static JsonObject state(Optional<String> fault) {
    return new JsonObject().put("writable", fault.isEmpty()).put("trouble", fault.orElse(""));
  }

  /** Streams as {@code /health/ready} has them. */
  public static JsonArray streams(Collection<ChannelScan> scans, Instant now) {
    JsonArray streams = new JsonArray();
    scans.forEach(scan -> streams.add(streamOf(scan, now)));
    return streams;
  }

  /**
   * Exporters as {@code /health/ready} has them.
   *
   * @param states of each by its name
   */
  public static JsonArray exporters(Map<String, ExporterState> states) {
    JsonArray exporters = new JsonArray();
    states.forEach((name, state) ->
        exporters.add(
            new JsonObject()
                .put("name", name)
                .put("up", state.up())
                .put("trouble", state.trouble().orElse(""))));
    return exporters;
  }

  private static JsonObject streamOf(ChannelScan scan, Instant now) {
    return new JsonObject()
        .put("channel", scan.stream().channel())
        .put("quality", scan.stream().quality())
        .put("last_scan_age_seconds", seconds(Duration.between(scan.at(), now)))
        .put("complete", scan.isComplete())
        .put("available", scan.isAvailable())
        .put("unread_hours", scan.unread().total() / Micros.PER_HOUR)
        .put("fault", scan.fault().map(StorageFault::toString).orElse(""))
        .put("stalled", scan.stalled());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
