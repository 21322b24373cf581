package io.segwatch.exporter.map;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.ExporterContext;
import io.segwatch.exporter.HttpProblem;
import io.segwatch.exporter.map.MapFile.Kind;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The maps and their pages on the web server, from memory: a name in an address is looked for among
 * the streams that are known, and never becomes a path.
 */
final class MapPages {
  private static final String PNG = ".png";
  private static final String HTML = ".html";

  private final ExporterContext context;
  private final DefaultMaps maps;
  private final Optional<NodePages> pages;

  MapPages(ExporterContext context, DefaultMaps maps, Optional<NodePages> pages) {
    this.context = context;
    this.maps = maps;
    this.pages = pages;
  }

  /**
   * Puts them up.
   *
   * @param folder where the incumbent's nodes have their maps, below {@code /segments/}
   */
  void mount(String folder) {
    context.http().get("/maps/:channel/:quality" + PNG, this::draw);
    for (String place : List.of("/coverage-maps", "/segments/" + folder)) {
      context.http().get(place + "/:file" + PNG, this::show);
      context.http().get(place + "/:file" + HTML, this::showPage);
    }
  }

  /** Any part of a stream, at any scale. */
  private void draw(RoutingContext request) {
    StreamId stream = new StreamId(named(request, "channel"), named(request, "quality"));
    Optional<ChannelScan> scan = context.latest(stream);
    try {
      sendMap(request, scan, scan.isEmpty() ? Optional.empty() : image(request, scan.get()));
    } catch (InvalidQueryException e) {
      HttpProblem.send(request, 400, e.detail());
    }
  }

  private Optional<Content> image(RoutingContext request, ChannelScan scan)
      throws InvalidQueryException {
    MapQuery query = MapQuery.of(request.queryParams());
    if (query.equals(MapQuery.DEFAULT) || scan.timeline().isEmpty()) {
      return maps.of(scan);
    }
    return Optional.of(Content.of(Png.encode(query.draw(scan.timeline()), query.rows())));
  }

  /** The incumbent's address; whatever follows a question mark there only defeats caches. */
  private void show(RoutingContext request) {
    Optional<ChannelScan> scan = find(Kind.MAP, named(request, "file") + PNG);
    sendMap(request, scan, scan.flatMap(maps::of));
  }

  private void showPage(RoutingContext request) {
    Optional<ChannelScan> scan = find(Kind.PAGE, named(request, "file") + HTML);
    if (scan.isEmpty()) {
      HttpProblem.send(request, 404, "there is no such stream");
    } else if (pages.isEmpty()) {
      HttpProblem.send(request, 404, "no pages are made; --make-page has them made");
    } else {
      Optional<Content> page = pages.get().of(scan.get().stream());
      if (page.isEmpty()) {
        HttpProblem.send(request, 503, "the nodes are not known yet; the log says why");
      } else {
        request.response().putHeader("content-security-policy", CoveragePage.POLICY);
        send(request, "text/html; charset=utf-8", page.get());
      }
    }
  }

  private Optional<ChannelScan> find(Kind kind, String file) {
    return context.latest().stream()
        .filter(known -> kind.nameOf(known.stream()).equals(file))
        .findFirst();
  }

  private static String named(RoutingContext request, String parameter) {
    return Objects.requireNonNull(request.pathParam(parameter)); // the route has it
  }

  private static void sendMap(
      RoutingContext request, Optional<ChannelScan> scan, Optional<Content> image) {
    if (scan.isEmpty()) {
      HttpProblem.send(request, 404, "there is no such stream");
    } else if (image.isEmpty()) {
      HttpProblem.send(request, 404, "nothing is recorded of " + scan.get().stream() + " yet");
    } else {
      send(request, "image/png", image.get());
    }
  }

  private static void send(RoutingContext request, String type, Content content) {
    HttpServerResponse response = request.response();
    request.etag(content.etag());
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache"); // keep it, but ask each time
    if (request.isFresh()) {
      response.setStatusCode(304).end();
      return;
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.bytes().length()))
        .end(content.bytes());
  }
}
