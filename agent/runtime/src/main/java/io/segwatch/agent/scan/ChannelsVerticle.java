package io.segwatch.agent.scan;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.segwatch.agent.Bus;
import io.segwatch.agent.config.AgentConfig;
import io.segwatch.agent.config.StreamNames;
import io.segwatch.coverage.StreamId;
import io.segwatch.storage.Channels;
import io.segwatch.storage.Faults;
import io.segwatch.storage.Lister;
import io.segwatch.storage.StreamScanner;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * Which channels are watched: those configured, or all that are found, looked for again every
 * minute. A channel that was found stays, even when its folder goes: that is to be told, not
 * forgotten.
 */
public final class ChannelsVerticle extends VerticleBase {
  private static final System.Logger LOG = System.getLogger(ChannelsVerticle.class.getName());
  private static final long LOOK_AGAIN_MILLIS = 60_000;

  private final Lister lister;
  private final Clock clock;
  private final MeterRegistry meters;
  private final ScanPool pool;
  private final ScanBoard board;
  private final Map<String, Watched> watched = new ConcurrentSkipListMap<>();
  private final Promise<Void> looked = Promise.promise();
  private final Set<String> refused = new HashSet<>();
  private volatile Optional<String> baseFault = Optional.empty();
  private AgentConfig config;
  private boolean stopping;

  /**
   * A channel that is watched.
   *
   * @param end completes when it no longer is, where that was asked for
   */
  private record Watched(
      ChannelVerticle verticle, Future<String> deployment, Optional<Future<Void>> end) {}

  /** Watches as configured, once deployed. */
  public ChannelsVerticle(
      AgentConfig config,
      Lister lister,
      Clock clock,
      MeterRegistry meters,
      ScanPool pool,
      ScanBoard board) {
    this.config = config;
    this.lister = lister;
    this.clock = clock;
    this.meters = meters;
    this.pool = pool;
    this.board = board;
  }

  @Override
  public Future<?> start() {
    Gauge.builder("segwatch.base.folder.readable", () -> baseFault.isEmpty() ? 1 : 0)
        .description("Whether channels could be looked for in the base folder")
        .register(meters);
    vertx.setPeriodic(LOOK_AGAIN_MILLIS, _ -> look());
    look().onComplete(looked);
    return Future.succeededFuture();
  }

  /**
   * Goes on with another configuration; completes when every channel does. One whose scan hangs
   * keeps only itself waiting, and is watched until then.
   */
  public Future<Void> reconfigure(AgentConfig changed) {
    return onContext(() -> {
      config = changed;
      return Future.join(watched.keySet().stream().map(this::watchAnew).toList())
          .transform(_ -> look());
    });
  }

  private Future<Void> watchAnew(String channel) {
    Set<StreamId> gone = streamsOf(channel);
    return unwatch(channel)
        .transform(_ -> {
          if (config.channels().isEmpty() || config.channels().contains(channel)) {
            watch(channel);
          }
          gone.removeAll(streamsOf(channel));
          gone.forEach(this::forget);
          return Future.succeededFuture();
        });
  }

  private Set<StreamId> streamsOf(String channel) {
    return Optional.ofNullable(watched.get(channel))
        .map(each -> new HashSet<>(each.verticle().streams()))
        .orElseGet(HashSet::new);
  }

  private void forget(StreamId stream) {
    board.remove(stream);
    vertx.eventBus().publish(Bus.FORGOTTEN, stream);
    LOG.log(INFO, "{0} is no longer watched", stream);
  }

  private Future<Void> onContext(Supplier<Future<Void>> work) {
    return Future.future(done -> context.runOnContext(_ -> work.get().onComplete(done)));
  }

  /** Watches what is to be watched; completes when it is known what that is. */
  private Future<Void> look() {
    AgentConfig asked = config;
    if (!asked.channels().isEmpty()) {
      asked.channels().forEach(this::watch);
      return Future.succeededFuture();
    }
    return pool.call(() -> Channels.discover(asked.baseDir(), asked.qualities(), lister))
        .onSuccess(found -> {
          tell(Optional.empty());
          found.forEach(this::watch);
        })
        .onFailure(e -> tell(Optional.of(faultOf(e))))
        .transform(_ -> Future.succeededFuture());
  }

  private String faultOf(Throwable e) {
    return e instanceof IOException unread
        ? Faults.of(config.baseDir().toString(), unread).toString()
        : e.toString();
  }

  private void tell(Optional<String> fault) {
    if (!fault.equals(baseFault)) {
      LOG.log(
          fault.isPresent() ? ERROR : INFO,
          "channels can{0} be looked for{1}",
          fault.isPresent() ? "not" : " again",
          fault.map(why -> ": " + why).orElse(""));
    }
    baseFault = fault;
  }

  /** Why channels cannot be looked for in the base folder, if so; for all threads. */
  public Optional<String> baseFault() {
    return baseFault;
  }

  private void watch(String channel) {
    if (stopping || watched.containsKey(channel) || isRefused(channel)) {
      return;
    }
    List<StreamWatcher> watchers = new ArrayList<>();
    for (String quality : config.qualities()) {
      StreamId stream = new StreamId(channel, quality);
      watchers.add(
          new StreamWatcher(
              new StreamScanner(
                  config.baseDir(),
                  stream,
                  config.rules(),
                  lister,
                  clock,
                  config.fullScanInterval()),
              config.stall(),
              config.planned(channel),
              clock,
              new ScanMeters(meters, stream),
              new ScanLog(stream)));
    }
    ChannelVerticle verticle =
        new ChannelVerticle(channel, watchers, config.checkInterval(), clock, pool, board);
    watched.put(channel, new Watched(verticle, vertx.deployVerticle(verticle), Optional.empty()));
    LOG.log(INFO, "watching {0} in {1}", channel, config.qualities());
  }

  /** Whether it has a name that is no channel's, or a stream that shares another one's map. */
  private boolean isRefused(String channel) {
    List<String> channels = new ArrayList<>(watched.keySet());
    channels.add(channel);
    Optional<String> fault =
        StreamNames.faultOf(channel).or(() -> StreamNames.sharedMap(channels, config.qualities()));
    if (fault.isPresent() && refused.add(channel)) {
      LOG.log(ERROR, "{0} is left out: {1}", channel, fault.get());
    }
    return fault.isPresent();
  }

  /** Stops the scan between two hours; it counts as watched until that has ended. */
  private Future<Void> unwatch(String channel) {
    Watched leaving = watched.get(channel);
    if (leaving == null) {
      return Future.succeededFuture();
    }
    if (leaving.end().isEmpty()) {
      Promise<Void> end = Promise.promise();
      watched.put(
          channel,
          new Watched(leaving.verticle(), leaving.deployment(), Optional.of(end.future())));
      leaving
          .deployment()
          .compose(vertx::undeploy)
          .onComplete(_ -> {
            watched.remove(channel);
            leaving.verticle().close();
            end.complete();
          });
      return end.future();
    }
    return leaving.end().get();
  }

  /** Whether channels have been looked for, and each has been scanned once; for all threads. */
  public boolean ready() {
    return looked.future().isComplete()
        && !(watched.isEmpty() && baseFault.isPresent())
        && watched.values().stream().allMatch(each -> each.verticle().firstCycle().isComplete());
  }

  /** Completes when {@link #ready()}; for those that are found later there is no such moment. */
  public Future<Void> firstCycle() {
    return looked
        .future()
        .compose(_ ->
            Future.join(
                    watched.values().stream().map(each -> each.verticle().firstCycle()).toList())
                .mapEmpty());
  }

  /** Channels whose scan hangs in the file system; for all threads. */
  public List<String> hanging() {
    return states().stream().filter(ChannelState::hangs).map(ChannelState::channel).toList();
  }

  /** How each channel gets on; for all threads. */
  public List<ChannelState> states() {
    return watched.values().stream().map(each -> each.verticle().state()).toList();
  }

  /**
   * Scans a channel anew, every hour of it, or all channels, looked for anew where none is
   * configured; for all threads.
   *
   * @return what was found; fails with {@link UnknownChannelException} if it is not watched
   */
  public Future<List<ChannelCycle>> rescan(Optional<String> channel) {
    return Future.future(found ->
        context.runOnContext(_ ->
            (channel.isPresent() ? Future.succeededFuture() : look())
                .compose(_ -> rescanWatched(channel))
                .onComplete(found)));
  }

  private Future<List<ChannelCycle>> rescanWatched(Optional<String> channel) {
    if (channel.isPresent() && !watched.containsKey(channel.get())) {
      return Future.failedFuture(new UnknownChannelException(channel.get()));
    }
    return Future.join(
            watched.entrySet().stream()
                .filter(each -> channel.isEmpty() || channel.get().equals(each.getKey()))
                .map(Map.Entry::getValue)
                .map(each -> each.deployment().compose(_ -> each.verticle().rescan()))
                .toList())
        .map(all -> all.<ChannelCycle>list());
  }

  /** Stops all scans between two hours. */
  public Future<Void> shutdown() {
    return onContext(() -> {
      stopping = true;
      return Future.join(watched.keySet().stream().map(this::unwatch).toList()).mapEmpty();
    });
  }
}
