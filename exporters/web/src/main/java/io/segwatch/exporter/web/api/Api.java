package io.segwatch.exporter.web.api;

import static java.lang.System.Logger.Level.WARNING;

import io.segwatch.coverage.Micros;
import io.segwatch.coverage.life.HolePage;
import io.segwatch.coverage.life.HoleQuery;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.HttpMounts;
import io.segwatch.exporter.HttpProblem;
import io.segwatch.exporter.web.answer.Body;
import io.segwatch.exporter.web.answer.Coding;
import io.segwatch.exporter.web.answer.InvalidQueryException;
import io.segwatch.exporter.web.answer.Outflow;
import io.segwatch.exporter.web.answer.PageHeaders;
import io.segwatch.exporter.web.answer.Query;
import io.segwatch.exporter.web.answer.Query.LaneFilter;
import io.segwatch.exporter.web.lane.Lane;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Mounts the answers of the programming interface. */
public final class Api {
  private static final System.Logger LOG = System.getLogger(Api.class.getName());

  private static final List<String> WINDOW =
      Stream.concat(Stream.of("from", "to"), Query.LANES.stream()).toList();

  private static final List<String> HOLES =
      Stream.concat(Stream.of("state", "min", "orderby"), WINDOW.stream()).toList();

  private static final List<String> HOLE_PAGES =
      Stream.concat(Stream.of("limit", "cursor", "format"), HOLES.stream()).toList();

  /** More who wait for segments are refused. */
  private static final int MOST_READERS = 16;

  private static final String BUSY_SECONDS = "5";

  private final Site site;
  private final Outflow outflow;
  private final Turns readers = new Turns(MOST_READERS);

  public Api(Site site, Outflow outflow) {
    this.site = site;
    this.outflow = outflow;
  }

  /** Finds out what is asked for; the answer is made later. */
  @FunctionalInterface
  private interface Answering {
    Body.Maker to(Query query) throws InvalidQueryException;
  }

  /**
   * What an answer is, and whether it is the same to the byte until something changes.
   *
   * @param timed whether it also says what time it is
   */
  private record Form(String type, boolean timed) {
    static final Form LASTING = new Form("application/json", false);
    static final Form TIMED = new Form("application/json", true);
    static final Form TABLE = new Form("text/html;charset=utf-8", false);
  }

  public void mount(HttpMounts http) {
    http.get(
        "/api/v1/meta",
        request -> answer(request, Form.TIMED, List.of(), _ -> new Meta(site).answer()));
    http.get(
        "/api/v1/edges",
        request ->
            answer(
                request,
                Form.TIMED,
                Query.LANES,
                query -> new EdgesAnswer(site).answer(site.lanes(query.lanes()))));
    http.get("/api/v1/hours", request -> answer(request, Form.LASTING, WINDOW, this::hours));
    http.get(
        "/api/v1/map",
        request ->
            answer(
                request,
                Form.LASTING,
                Stream.concat(WINDOW.stream(), Stream.of("max")).toList(),
                this::map));
    http.get("/table", request -> answer(request, Form.TABLE, WINDOW, this::table));
    http.get("/api/v1/holes", this::holes);
    http.get("/api/v1/holes.csv", request -> holesCsv(request, HOLES));
    http.get("/api/v1/segments", this::segments);
  }

  private Window window(Query query, List<Lane> lanes) throws InvalidQueryException {
    return Window.of(query, lanes, site.event().start(), site.now());
  }

  private Body.Maker hours(Query query) throws InvalidQueryException {
    List<Lane> lanes = site.lanes(query.lanes());
    Window window = window(query, lanes);
    return out -> HoursAnswer.begin(out, site, lanes, window);
  }

  private Body.Maker table(Query query) throws InvalidQueryException {
    List<Lane> lanes = site.lanes(query.lanes());
    Window window = window(query, lanes);
    return out -> TableAnswer.begin(out, site, lanes, window);
  }

  private Body.Maker map(Query query) throws InvalidQueryException {
    List<Lane> lanes = site.lanes(query.lanes());
    Window window = window(query, lanes);
    int most = query.number("max", 1, MapAnswer.MOST_SPANS, MapAnswer.DEFAULT_SPANS);
    return out -> MapAnswer.begin(out, site, lanes, window, most);
  }

  private void answer(RoutingContext request, Form form, List<String> names, Answering answering) {
    site.book().look(site.now());
    try {
      Body.Maker body = answering.to(Query.of(request.queryParams(), names));
      Coding coding = Coding.of(request.request());
      String name = coding.tag(site.boot() + "-" + site.book().revision());
      request
          .response()
          .putHeader(HttpHeaders.ETAG, form.timed() ? "W/" + name : name)
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache") // keep it, but ask each time
          .putHeader(HttpHeaders.VARY, "Accept-Encoding");
      if (request.isFresh()) {
        request.response().setStatusCode(304).end();
        return;
      }
      request.response().putHeader(HttpHeaders.CONTENT_TYPE, form.type());
      PageHeaders.protect(request.response(), form.type());
      outflow.send(request, coding, body);
    } catch (InvalidQueryException e) {
      HttpProblem.send(request, 400, e.detail());
    }
  }

  private void holes(RoutingContext request) {
    site.book().look(site.now());
    try {
      Query query = Query.of(request.queryParams(), HOLE_PAGES);
      if (query.choice("format", List.of("json", "csv")).equals("csv")) {
        holesCsv(request, HOLE_PAGES);
        return;
      }
      LaneFilter filter = query.lanes();
      HoleQuery all =
          HoleRequest.of(query)
              .take(query.number("limit", 1, HolesAnswer.MOST_LIMIT, HolesAnswer.DEFAULT_LIMIT));
      find(query.text("cursor").map(all::after).orElse(all), filter)
          .onSuccess(page ->
              flow(request, "application/json", HolesAnswer.of(site, site.lanes(filter), page)))
          .onFailure(e -> refuse(request, e));
    } catch (InvalidQueryException e) {
      HttpProblem.send(request, 400, e.detail());
    }
  }

  /** Only this node's holes are known; of others there are none to find. */
  private Future<HolePage> find(HoleQuery query, LaneFilter filter) {
    return filter.takesNode(site.book().node())
        ? site.agent().holes().find(query)
        : Future.succeededFuture(
            new HolePage(List.of(), Optional.empty(), Map.of(), LogPosition.START));
  }

  private static void refuse(RoutingContext request, Throwable e) {
    if (e instanceof IllegalArgumentException) {
      HttpProblem.send(request, 400, String.valueOf(e.getMessage()));
    } else {
      LOG.log(WARNING, "holes cannot be looked for", e);
      HttpProblem.send(request, 503, "the holes cannot be read now");
    }
  }

  private void holesCsv(RoutingContext request, List<String> names) {
    try {
      Query query = Query.of(request.queryParams(), names);
      HoleQuery holes = HoleRequest.of(query);
      LaneFilter filter = query.lanes();
      request.response().putHeader("content-disposition", "attachment; filename=\"holes.csv\"");
      flow(
          request,
          "text/csv; charset=utf-8; header=present",
          out -> new HolesCsv(site.book().node(), page -> find(page, filter), holes, out));
    } catch (InvalidQueryException e) {
      HttpProblem.send(request, 400, e.detail());
    }
  }

  /** Sends what may be another the next time. */
  private void flow(RoutingContext request, String type, Body.Maker body) {
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader(HttpHeaders.VARY, "Accept-Encoding");
    outflow.send(request, Coding.of(request.request()), body);
  }

  private void segments(RoutingContext request) {
    try {
      Query query = Query.of(request.queryParams(), List.of("stream", "node", "from", "to"));
      Window window = Window.of(query, SegmentsAnswer.LONGEST, SegmentsAnswer.LONGEST_IN_WORDS);
      List<Lane> lanes = query.text("stream").isPresent() ? site.lanes(query.lanes()) : List.of();
      if (query.text("stream").isEmpty() || lanes.size() > 1) {
        HttpProblem.send(request, 400, "one stream is to be given, as CHANNEL/QUALITY");
      } else if (lanes.isEmpty()) {
        HttpProblem.send(request, 404, "there is no such stream");
      } else {
        read(request, lanes.getFirst(), window);
      }
    } catch (InvalidQueryException e) {
      HttpProblem.send(request, 400, e.detail());
    }
  }

  /** The disk is read by those who scan, too, and they go first. */
  private void read(RoutingContext request, Lane lane, Window window) {
    if (readers.isFull()) {
      request.response().putHeader(HttpHeaders.RETRY_AFTER, BUSY_SECONDS);
      HttpProblem.send(request, 503, "too many ask for segments");
      return;
    }
    readers.take(() ->
        request.response().closed()
            ? Future.succeededFuture()
            : site.agent()
                .segments(
                    lane.stream(), Micros.toInstant(window.from()), Micros.toInstant(window.to()))
                .onSuccess(segments ->
                    flow(request, "application/json", SegmentsAnswer.of(lane, window, segments)))
                .onFailure(e -> {
                  LOG.log(WARNING, "the segments of " + lane.stream() + " cannot be read", e);
                  HttpProblem.send(request, 503, "the segments cannot be read now");
                }));
  }
}
