package io.segwatch.exporter.map;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.HttpMounts;
import io.segwatch.exporter.HttpProblem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The maps on the web server, drawn from memory: a name in an address is looked for among the
 * streams that are known, and never becomes a path.
 */
final class MapPages {
  private final Supplier<Collection<ChannelScan>> scans;
  private final Function<StreamId, Optional<ChannelScan>> scanOf;
  private final DefaultMaps maps;

  MapPages(
      Supplier<Collection<ChannelScan>> scans,
      Function<StreamId, Optional<ChannelScan>> scanOf,
      DefaultMaps maps) {
    this.scans = scans;
    this.scanOf = scanOf;
    this.maps = maps;
  }

  void mount(HttpMounts http) {
    http.get("/maps/:channel/:quality.png", this::draw);
    http.get("/coverage-maps/:file.png", this::show);
  }

  /** Any part of a stream, at any scale. */
  private void draw(RoutingContext request) {
    StreamId stream = new StreamId(named(request, "channel"), named(request, "quality"));
    Optional<ChannelScan> scan = scanOf.apply(stream);
    try {
      send(request, scan, scan.isEmpty() ? Optional.empty() : image(request, scan.get()));
    } catch (InvalidQueryException e) {
      HttpProblem.send(request, 400, e.detail());
    }
  }

  private Optional<MapImage> image(RoutingContext request, ChannelScan scan)
      throws InvalidQueryException {
    MapQuery query = MapQuery.of(request.queryParams());
    if (query.equals(MapQuery.DEFAULT) || scan.timeline().isEmpty()) {
      return maps.of(scan);
    }
    return Optional.of(MapImage.of(query.draw(scan.timeline()), query.rows()));
  }

  /** The incumbent's address; whatever follows a question mark there only defeats caches. */
  private void show(RoutingContext request) {
    String file = named(request, "file") + ".png";
    Optional<ChannelScan> scan =
        scans.get().stream()
            .filter(known -> MapFile.nameOf(known.stream()).equals(file))
            .findFirst();
    send(request, scan, scan.flatMap(maps::of));
  }

  private static String named(RoutingContext request, String parameter) {
    return Objects.requireNonNull(request.pathParam(parameter)); // the route has it
  }

  private static void send(
      RoutingContext request, Optional<ChannelScan> scan, Optional<MapImage> image) {
    if (scan.isEmpty()) {
      HttpProblem.send(request, 404, "there is no such stream");
    } else if (image.isEmpty()) {
      HttpProblem.send(request, 404, "nothing is recorded of " + scan.get().stream() + " yet");
    } else {
      send(request, image.get());
    }
  }

  private static void send(RoutingContext request, MapImage image) {
    HttpServerResponse response = request.response();
    request.etag(image.etag());
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache"); // keep it, but ask each time
    if (request.isFresh()) {
      response.setStatusCode(304).end();
      return;
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "image/png")
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(image.png().length()))
        .end(image.png());
  }
}
