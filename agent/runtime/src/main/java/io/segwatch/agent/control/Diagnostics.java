package io.segwatch.agent.control;

import io.micrometer.core.instrument.MeterRegistry;
import io.segwatch.agent.logging.LogLevels;
import io.segwatch.agent.scan.ChannelCycle;
import io.segwatch.agent.scan.ChannelState;
import io.segwatch.agent.scan.UnknownChannelException;
import io.segwatch.agent.web.Health;
import io.segwatch.agent.web.LimitedHttp;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.HttpProblem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The pages that look inside, and the orders that the agent itself takes. */
public final class Diagnostics {
  /** What there is to tell, and to do. */
  public interface Source extends Health.Source {
    List<ChannelState> channels();

    /**
     * Scans a channel anew, every hour of it, or all channels; completes with what was found, and
     * fails with {@link UnknownChannelException}.
     */
    Future<List<ChannelCycle>> rescan(Optional<String> channel);

    /** The pages of exporters, a line each. */
    List<String> exporterPages();
  }

  private static final String TEXT = "text/plain; charset=utf-8";

  private static final String CONTENTS =
      """
      GET  /threads                 what every thread does, and which locks it has or waits for
      GET  /memory                  heap, memory pools, buffers, and how busy the worker pools are
      GET  /state                   every verticle, channel, stream and exporter
      GET  /flamegraph?seconds=10   what the CPU is used for: collapsed stacks, in milliseconds
      GET  /log-level               loggers that have a level of their own
      POST /log-level?logger=NAME&level=LEVEL
                                    debug, info, warning, error or inherit; no NAME: of the rest
      POST /scan?channel=NAME       lists every hour now, and answers when it has; no NAME: of all
      """;

  private final Vertx vertx;
  private final Source source;
  private final Roster roster;
  private final MeterRegistry meters;
  private final Clock clock;
  private final LogLevels levels = new LogLevels();
  private final Flamegraph flamegraph;

  /** Pages about an agent. */
  public Diagnostics(Vertx vertx, Source source, Roster roster, MeterRegistry meters, Clock clock) {
    this.vertx = vertx;
    this.source = source;
    this.roster = roster;
    this.meters = meters;
    this.clock = clock;
    this.flamegraph = new Flamegraph(vertx);
  }

  /** Puts up all pages. */
  public void mount(LimitedHttp http) {
    http.get("/", request -> text(request, contents()));
    http.get("/threads", this::threads);
    http.get("/memory", request -> json(request, MemoryReport.of(meters)));
    http.get("/state", this::state);
    http.get("/flamegraph", flamegraph::answer);
    http.get("/log-level", request -> json(request, levels()));
    http.post("/log-level", this::setLevel);
    http.post("/scan", this::scan);
  }

  private String contents() {
    return CONTENTS
        + source.exporterPages().stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static Optional<String> parameter(RoutingContext request, String name) {
    return Optional.ofNullable(request.queryParams().get(name));
  }

  private static void text(RoutingContext request, String text) {
    request.response().putHeader("content-type", TEXT).end(text);
  }

  private static void json(RoutingContext request, JsonObject json) {
    request
        .response()
        .putHeader("content-type", "application/json")
        .end(json.encodePrettily() + "\n");
  }

  private void threads(RoutingContext request) {
    Blocking.call(vertx, ThreadDump::text)
        .onSuccess(dump -> text(request, dump))
        .onFailure(e -> cannotWrite(request, e));
  }

  /** Java does both by way of files. */
  static void cannotWrite(RoutingContext request, Throwable e) {
    HttpProblem.send(request, 503, "this takes a temporary folder that can be written: " + e);
  }

  private void state(RoutingContext request) {
    JsonArray channels = new JsonArray();
    for (ChannelState channel : source.channels()) {
      channels.add(
          new JsonObject()
              .put("name", channel.channel())
              .put("scanned", channel.scanned())
              .put("scanning", channel.scanning())
              .put("hangs", channel.hangs()));
    }
    roster
        .pulse()
        .onSuccess(verticles ->
            json(
                request,
                new JsonObject()
                    .put("verticles", verticles)
                    .put("base_fault", source.baseFault().orElse(""))
                    .put("channels", channels)
                    .put("streams", Health.streams(source.scans(), clock.instant()))
                    .put("exporters", Health.exporters(source.exporters()))))
        .onFailure(request::fail);
  }

  private JsonObject levels() {
    JsonObject json = new JsonObject();
    levels.all().forEach(json::put);
    return json;
  }

  private void setLevel(RoutingContext request) {
    String logger = parameter(request, "logger").orElse("");
    if (!levels.knows(logger)) {
      HttpProblem.send(request, 404, "there is no logger '" + logger + "', and none below it");
    } else if (!levels.set(logger, parameter(request, "level").orElse(""))) {
      HttpProblem.send(
          request,
          400,
          "level is to be debug, info, warning or error"
              + (logger.isEmpty() ? "" : ", or inherit: as the logger above it"));
    } else {
      json(request, levels());
    }
  }

  private void scan(RoutingContext request) {
    source
        .rescan(parameter(request, "channel"))
        .timeout(LimitedHttp.LONGEST_WORK_SECONDS, TimeUnit.SECONDS)
        .onSuccess(cycles -> {
          List<ChannelScan> scans =
              cycles.stream().flatMap(cycle -> cycle.scans().stream()).toList();
          json(request, new JsonObject().put("streams", Health.streams(scans, clock.instant())));
        })
        .onFailure(e -> {
          switch (e) {
            case UnknownChannelException _ ->
                HttpProblem.send(request, 404, "no such channel is watched; /state lists them");
            case TimeoutException _ -> {
              request.response().setStatusCode(202);
              json(request, new JsonObject().put("status", "still scanning, see /state"));
            }
            default -> request.fail(e);
          }
        });
  }
}
