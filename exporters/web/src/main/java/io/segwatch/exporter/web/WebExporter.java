package io.segwatch.exporter.web;

import io.segwatch.coverage.StreamId;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.Exporter;
import io.segwatch.exporter.ExporterContext;
import io.segwatch.exporter.web.answer.Outflow;
import io.segwatch.exporter.web.api.Api;
import io.segwatch.exporter.web.api.Site;
import io.segwatch.exporter.web.lane.HoleFollower;
import io.segwatch.exporter.web.lane.LaneBook;
import io.segwatch.exporter.web.live.EventStreams;
import io.segwatch.exporter.web.page.PageFiles;
import io.vertx.core.Future;
import java.lang.module.ModuleDescriptor;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Serves the page and its programming interface. */
final class WebExporter implements Exporter {
  private final BroadcastEvent event;
  private Runnable leave = () -> {};

  WebExporter(BroadcastEvent event) {
    this.event = event;
  }

  @Override
  public Future<?> start(ExporterContext context) {
    LaneBook book = new LaneBook(context.node(), context.clock().millis());
    HoleFollower follower = new HoleFollower(context.holes(), book);
    Site site = new Site(newBoot(), book, context, event, version());
    Outflow outflow = new Outflow(context.vertx());
    EventStreams events = new EventStreams(site);
    book.onChange(events::hear);
    leave =
        () -> {
          events.close();
          outflow.close();
        };
    PageFiles.mount(context.http());
    new Api(site, outflow).mount(context.http());
    events.mount(context.http());
    context.onScan(scan -> {
      Set<StreamId> watched =
          context.latest().stream().map(ChannelScan::stream).collect(Collectors.toSet());
      book.retain(watched);
      book.hear(scan);
      var _ = follower.readOn();
    });
    context.holes().onGrowth(_ -> follower.readOn().onSuccess(_ -> events.logGrew()));
    return follower.readOn();
  }

  /** Tells this run from any other. */
  private static String newBoot() {
    return new BigInteger(40, new SecureRandom()).toString(32);
  }

  private static String version() {
    return Optional.ofNullable(WebExporter.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .orElse("unknown");
  }

  @Override
  public Future<?> stop() {
    leave.run();
    return Future.succeededFuture();
  }
}
