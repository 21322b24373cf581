package io.segwatch.exporter.web.live;

import io.segwatch.coverage.StreamId;
import io.segwatch.coverage.life.LogEntry;
import io.segwatch.coverage.life.LogEvent.Baseline;
import io.segwatch.coverage.life.LogEvent.HoleTransition;
import io.segwatch.coverage.life.LogPosition;
import io.segwatch.exporter.HoleLog.Slice;
import io.segwatch.exporter.web.answer.Query.LaneFilter;
import io.segwatch.exporter.web.api.Site;
import io.segwatch.exporter.web.lane.Lane;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * One who listens. What it has not been told yet is a place in the log, and the names of what
 * changed: what these hold is written down when it can be sent, of which there is one batch at a
 * time. So one that reads slowly, or not at all, costs no more than any other.
 */
final class EventClient {
  /** Of more changes than this it hears at once, in one word. */
  static final int MOST_TOPICS = 256;

  private static final int BATCH_BYTES = 16 * 1024;
  private static final int SLICE = 50;

  private final Site site;
  private final Frames frames;
  private final RecentChanges recent;
  private final Context context;
  private final HttpServerResponse response;
  private final LaneFilter filter;

  private final Set<Topic> topics = new LinkedHashSet<>();
  private final Set<String> resyncs = new LinkedHashSet<>();
  private final Queue<LogEntry> entries = new ArrayDeque<>();
  private LogPosition read;
  private LogPosition told;
  private long revision;
  private boolean greet = true;
  private boolean logGrew = true;
  private boolean tick;
  private boolean busy;
  private int ticksBusy;
  private boolean closed;

  /**
   * A client to which nothing was sent yet.
   *
   * @param known how far it is
   * @param context where all of this happens
   */
  EventClient(
      Site site,
      RecentChanges recent,
      Context context,
      HttpServerResponse response,
      LaneFilter filter,
      EventId known) {
    this.site = site;
    this.frames = new Frames(site);
    this.recent = recent;
    this.context = context;
    this.response = response;
    this.filter = filter;
    this.read = known.log();
    this.told = known.log();
    this.revision = known.revision();
  }

  boolean watches(StreamId stream) {
    return filter.takes(stream, site.book().node());
  }

  /** Something changed. */
  void tell(Collection<Topic> changed) {
    for (Topic topic : changed) {
      if (watches(topic.stream())) {
        topics.add(topic);
      }
    }
    if (topics.size() > MOST_TOPICS) {
      resync("too much changed at once");
    }
    drain();
  }

  /** It is to ask for everything again, so it need not be told what changed until now. */
  void resync(String reason) {
    topics.clear();
    resyncs.add(reason);
    drain();
  }

  void logGrew() {
    logGrew = true;
    drain();
  }

  /**
   * Time passes.
   *
   * @return how often it did since the client last took something
   */
  int tick() {
    tick = true;
    drain();
    return busy ? ++ticksBusy : 0;
  }

  /** Sends nothing any more. */
  void close() {
    closed = true;
  }

  private void drain() {
    if (busy || closed) {
      return;
    }
    if (logGrew && entries.isEmpty()) {
      busy = true;
      logGrew = false;
      site.agent()
          .holes()
          .after(read, SLICE)
          .compose(this::take)
          .onComplete(done -> context.runOnContext(_ -> readOn(done)));
    } else {
      send(batch());
    }
  }

  private Future<?> take(Slice slice) {
    if (slice.restarted() || leavesOut(slice)) {
      return site.agent()
          .holes()
          .end()
          .onSuccess(end -> {
            read = end;
            told = end;
            resyncs.add("the log has begun anew");
          });
    }
    entries.addAll(slice.entries());
    if (!entries.isEmpty()) {
      read = slice.entries().getLast().position();
      logGrew = true;
    }
    return Future.succeededFuture();
  }

  private boolean leavesOut(Slice slice) {
    return !slice.entries().isEmpty()
        && slice.entries().getFirst().position().sequence() != read.sequence() + 1;
  }

  private void readOn(AsyncResult<?> done) {
    busy = false;
    if (done.succeeded()) {
      drain();
    } else {
      send(batch());
      logGrew = true; // to be tried again with whatever comes next
    }
  }

  private void send(Buffer batch) {
    if (batch.length() > 0) {
      busy = true;
      ticksBusy = 0;
      response.write(batch).onComplete(_ -> context.runOnContext(_ -> sent()));
    }
  }

  private void sent() {
    busy = false;
    drain();
  }

  private EventId id() {
    return new EventId(told, revision);
  }

  /** What is to be told, in order, as much as goes at once. */
  private Buffer batch() {
    Buffer batch = Buffer.buffer();
    if (greet) {
      greet = false;
      batch.appendBuffer(Frames.RETRY).appendBuffer(frames.hello(id()));
    }
    resyncs.forEach(reason -> {
      revision = recent.newest();
      batch.appendBuffer(frames.resync(id(), reason));
    });
    resyncs.clear();
    while (!entries.isEmpty() && batch.length() < BATCH_BYTES) {
      add(entries.remove(), batch);
    }
    addTopics(batch);
    if (tick && batch.length() < BATCH_BYTES) {
      tick = false;
      batch.appendBuffer(frames.tick(id()));
    }
    return batch;
  }

  private void add(LogEntry entry, Buffer batch) {
    told = entry.position();
    switch (entry.event()) {
      case HoleTransition transition when watches(transition.hole().stream()) ->
          batch.appendBuffer(frames.hole(id(), transition));
      case Baseline baseline when baseline.streams().stream().anyMatch(this::watches) ->
          batch.appendBuffer(frames.resync(id(), "holes from before are known now"));
      default -> {} // told as the state of an edge, if at all
    }
  }

  private void addTopics(Buffer batch) {
    List<Lane> edges = new ArrayList<>();
    Iterator<Topic> left = topics.iterator();
    while (left.hasNext() && batch.length() < BATCH_BYTES) {
      Topic topic = left.next();
      left.remove();
      Optional<Lane> lane = site.book().lane(topic.stream());
      switch (topic) {
        case Topic.Hour(_, long hour) ->
            lane.ifPresent(it -> batch.appendBuffer(frames.hour(id(), it, hour)));
        case Topic.Edge(_) -> lane.ifPresent(edges::add);
      }
    }
    if (topics.isEmpty()) {
      revision = recent.newest();
    }
    if (!edges.isEmpty()) {
      batch.appendBuffer(frames.edges(id(), edges));
    }
  }
}
