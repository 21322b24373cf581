package io.segwatch.exporter.web.live;

import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.HttpMounts;
import io.segwatch.exporter.HttpProblem;
import io.segwatch.exporter.web.answer.InvalidQueryException;
import io.segwatch.exporter.web.answer.Query;
import io.segwatch.exporter.web.answer.Query.LaneFilter;
import io.segwatch.exporter.web.api.Site;
import io.segwatch.exporter.web.lane.Change;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code /api/v1/events}: everybody who listens. Used on the exporter's thread alone. */
public final class EventStreams {
  private static final int MOST_CLIENTS = 32;
  private static final String BUSY_SECONDS = "30";

  private static final long TICK_MILLIS = 5_000;

  /** After so many ticks, the edges of all lanes are told whether they changed or not. */
  private static final int TICKS_TO_EDGES = 2;

  /** A client that takes nothing for so many ticks is let go. */
  private static final int MISSABLE_TICKS = 6;

  /** What changes again is not told again before. */
  private static final long REST_MILLIS = 2_000;

  private static final List<String> NAMES =
      Stream.concat(Stream.of("after"), Query.LANES.stream()).toList();

  private final Site site;
  private final Vertx vertx;
  private final Context context;
  private final RecentChanges recent;
  private final Map<HttpServerResponse, EventClient> clients = new HashMap<>();
  private final Set<Topic> changed = new LinkedHashSet<>();
  private boolean resting;
  private long ticker = -1;
  private long ticks;

  /** To be made on the exporter's thread. */
  public EventStreams(Site site) {
    this.site = site;
    this.vertx = site.agent().vertx();
    this.context = vertx.getOrCreateContext();
    this.recent = new RecentChanges(site.book().revision());
  }

  public void mount(HttpMounts http) {
    http.get("/api/v1/events", this::listen);
  }

  private void listen(RoutingContext request) {
    site.book().look(site.now());
    try {
      Query query = Query.of(request.queryParams(), NAMES);
      LaneFilter filter = query.lanes();
      HttpServerResponse response = request.response();
      if (clients.size() >= MOST_CLIENTS) {
        response.putHeader(HttpHeaders.RETRY_AFTER, BUSY_SECONDS);
        HttpProblem.send(request, 503, "too many clients are listening");
        return;
      }
      response
          .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .putHeader("x-accel-buffering", "no"); // or a proxy may collect events
      if (HttpMethod.HEAD.equals(request.request().method())) {
        response.end();
        return;
      }
      response.setChunked(true);
      Optional<String> id =
          Optional.ofNullable(request.request().getHeader("last-event-id"))
              .or(() -> query.text("after"));
      if (id.isPresent()) {
        resume(response, filter, EventId.parse(id.get()));
      } else {
        begin(response, filter);
      }
    } catch (InvalidQueryException e) {
      HttpProblem.send(request, 400, e.detail());
    }
  }

  /** One that has asked for everything, or is about to. */
  private void begin(HttpServerResponse response, LaneFilter filter) {
    site.agent()
        .holes()
        .end()
        .otherwise(LogPosition.START)
        .onSuccess(end -> {
          EventId known = new EventId(end, recent.newest());
          add(response, client(response, filter, known), List.of());
        });
  }

  /** One that was here before. */
  private void resume(HttpServerResponse response, LaneFilter filter, Optional<EventId> id) {
    EventId known = id.orElse(new EventId(LogPosition.START, 0));
    Optional<List<Topic>> missed = recent.since(known.revision());
    EventClient client =
        client(
            response,
            filter,
            missed.isPresent() ? known : new EventId(known.log(), recent.newest()));
    if (missed.isEmpty()) {
      client.resync("more has changed than is remembered");
    }
    add(response, client, missed.orElse(List.of()));
  }

  private EventClient client(HttpServerResponse response, LaneFilter filter, EventId known) {
    return new EventClient(site, recent, context, response, filter, known);
  }

  private void add(HttpServerResponse response, EventClient client, List<Topic> missed) {
    clients.put(response, client);
    response.exceptionHandler(_ -> {}); // its end is told below
    response.closeHandler(_ -> context.runOnContext(_ -> remove(response)));
    if (response.closed()) {
      remove(response);
      return;
    }
    if (ticker < 0) {
      ticker = vertx.setPeriodic(TICK_MILLIS, _ -> tick());
    }
    List<Topic> topics = new ArrayList<>(missed);
    topics.addAll(edges());
    client.tell(topics);
  }

  private void remove(HttpServerResponse response) {
    Optional.ofNullable(clients.remove(response)).ifPresent(EventClient::close);
    if (clients.isEmpty() && ticker >= 0) {
      vertx.cancelTimer(ticker);
      ticker = -1;
    }
  }

  private List<Topic> edges() {
    return site.book().lanes().stream().<Topic>map(lane -> new Topic.Edge(lane.stream())).toList();
  }

  private void tick() {
    site.book().look(site.now());
    List<Topic> edges = ++ticks % TICKS_TO_EDGES == 0 ? edges() : List.of();
    for (Map.Entry<HttpServerResponse, EventClient> each : List.copyOf(clients.entrySet())) {
      each.getValue().tell(edges);
      if (each.getValue().tick() > MISSABLE_TICKS) {
        var _ = each.getKey().reset();
        remove(each.getKey());
      }
    }
  }

  /** Something changed in a lane; it is told in a moment, together with what else does. */
  public void hear(Change change) {
    switch (change) {
      case Change.Hours(var stream, var hours) ->
          hours.forEach(hour -> changed.add(new Topic.Hour(stream, hour)));
      case Change.Edge(var stream) -> changed.add(new Topic.Edge(stream));
      case Change.Whole(var stream, var reason) -> {
        recent.clear(site.book().revision());
        List.copyOf(clients.values()).stream()
            .filter(client -> client.watches(stream))
            .forEach(client -> client.resync(stream + " " + reason));
      }
    }
    if (!resting && !changed.isEmpty()) {
      resting = true;
      context.runOnContext(_ -> tell());
    }
  }

  private void tell() {
    long revision = site.book().revision();
    List<Topic> topics = List.copyOf(changed);
    changed.clear();
    topics.forEach(topic -> recent.add(topic, revision));
    List.copyOf(clients.values()).forEach(client -> client.tell(topics));
    vertx.setTimer(REST_MILLIS, _ -> rested());
  }

  private void rested() {
    resting = false;
    if (!changed.isEmpty()) {
      resting = true;
      tell();
    }
  }

  /** The log has grown. */
  public void logGrew() {
    List.copyOf(clients.values()).forEach(EventClient::logGrew);
  }

  /** Lets everybody go. */
  public void close() {
    for (HttpServerResponse response : List.copyOf(clients.keySet())) {
      remove(response);
      var _ = response.end();
    }
  }
}
