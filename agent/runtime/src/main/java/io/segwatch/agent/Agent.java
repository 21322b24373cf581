package io.segwatch.agent;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.segwatch.agent.config.AgentConfig;
import io.segwatch.agent.control.ControlServer;
import io.segwatch.agent.control.Diagnostics;
import io.segwatch.agent.control.Roster;
import io.segwatch.agent.host.ExportersVerticle;
import io.segwatch.agent.host.Surroundings;
import io.segwatch.agent.scan.ChannelCycle;
import io.segwatch.agent.scan.ChannelState;
import io.segwatch.agent.scan.ChannelsVerticle;
import io.segwatch.agent.scan.ScanBoard;
import io.segwatch.agent.scan.ScanPool;
import io.segwatch.agent.systemd.ServiceManager;
import io.segwatch.agent.trust.WebConfig;
import io.segwatch.agent.web.Health;
import io.segwatch.agent.web.Health.ExporterState;
import io.segwatch.agent.web.WebServer;
import io.segwatch.exporter.ChannelScan;
import io.segwatch.exporter.ExporterProvider;
import io.segwatch.exporter.Settings;
import io.segwatch.storage.Lister;
import io.segwatch.storage.SegmentReader;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.net.URI;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A running agent: channels are scanned, the ledger writes down what changed, exporters carry it
 * on, and the web server shows it. The parts know each other only by the {@link Bus}.
 *
 * <pre>{@code
 * Agent agent = new Agent(config, providers, Clock.systemUTC(), meters);
 * agent.start().await();
 * …
 * agent.stop().await();
 * }</pre>
 */
public final class Agent implements Diagnostics.Source {
  private static final System.Logger LOG = System.getLogger(Agent.class.getName());
  private static final int EVENT_LOOPS = 2;
  private static final long LONGEST_EXPORT_MINUTES = 10;

  private final Vertx vertx;
  private final Roster roster;
  private final WebServer web;
  private final ControlServer control;
  private final ScanBoard board = new ScanBoard();
  private final ChannelsVerticle channels;
  private final LedgerVerticle ledger;
  private final ExportersVerticle exporters;
  private final List<ExporterProvider> providers;
  private volatile AgentConfig config;

  /**
   * An agent that is yet to be started.
   *
   * @throws io.segwatch.agent.config.ConfigException if the web configuration cannot be used
   */
  public Agent(
      AgentConfig config,
      List<ExporterProvider> providers,
      Clock clock,
      PrometheusMeterRegistry meters) {
    WebConfig trust = config.webConfig().map(WebConfig::read).orElse(WebConfig.OPEN);
    this.config = config;
    this.providers = providers;
    this.vertx = vertx(meters);
    Bus.registerCodecs(vertx);
    this.roster = new Roster(vertx);
    this.web = new WebServer(vertx, config.host(), config.port(), trust);
    this.control =
        new ControlServer(
            vertx,
            config.stateDir(),
            config.backdoorPort(),
            new Diagnostics(vertx, this, roster, meters, clock)::mount);
    ScanPool scanPool = new ScanPool(vertx);
    Lister lister = config.lister().make();
    this.ledger = new LedgerVerticle(() -> this.config, clock, meters);
    this.channels = new ChannelsVerticle(config, lister, clock, meters, scanPool, board);
    this.exporters =
        new ExportersVerticle(
            providers,
            settings(config, providers),
            new Surroundings(
                clock,
                meters,
                web,
                control,
                board,
                ledger::ledger,
                new SegmentReader(config.baseDir(), lister),
                scanPool,
                NodeSources.ofProcess()::create,
                config.node(),
                this::publicUrl,
                config.baseDir(),
                config.stateDir()));
    Health.mount(web, this, clock);
  }

  private static Vertx vertx(PrometheusMeterRegistry meters) {
    return Vertx.builder()
        .with(
            new VertxOptions()
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2)
                .setMetricsOptions(
                    // Not by method: there are as many as clients care to invent.
                    new MicrometerMetricsOptions()
                        .setEnabled(true)
                        .setLabels(
                            EnumSet.of(
                                Label.HTTP_CODE, Label.POOL_TYPE, Label.POOL_NAME, Label.EB_SIDE))))
        .withMetrics(new MicrometerMetricsFactory(meters))
        .build();
  }

  private static Map<String, Settings> settings(
      AgentConfig config, List<ExporterProvider> providers) {
    Map<String, Settings> settings = new LinkedHashMap<>();
    for (ExporterProvider provider : providers) {
      config
          .exporterSettings(provider.name())
          .ifPresent(enabled -> settings.put(provider.name(), enabled));
    }
    return settings;
  }

  private URI publicUrl() {
    return config.publicUrl(web.scheme(), web.port());
  }

  /**
   * Starts everything; fails only if a port cannot be had, or the state folder is not for this
   * agent, and then leaves nothing running. Exporters that do not start, and channels that cannot
   * be read, are reported and tried again.
   */
  public Future<Void> start() {
    DeploymentOptions onEventLoop = new DeploymentOptions();
    DeploymentOptions onWorker = new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);
    Future<?> started =
        roster
            .deploy("ledger", ledger, onWorker)
            .compose(_ -> roster.deploy("web", web, onEventLoop))
            .compose(_ -> roster.deploy("control", control, onEventLoop))
            .compose(_ -> roster.deploy("exporters", exporters, onEventLoop))
            .compose(_ -> roster.deploy("channels", channels, onEventLoop))
            .onSuccess(
                _ -> LOG.log(INFO, "listening on {0}:{1,number,#}", config.host(), web.port()));
    return Future.future(
        done -> // of no context, as those end with vertx
        started
                .onSuccess(_ -> done.complete())
                .onFailure(e -> vertx.close().onComplete(_ -> done.fail(e))));
  }

  /** The port of the web server. */
  public int port() {
    return web.port();
  }

  /** Completes when every channel has been scanned once. */
  public Future<Void> firstCycle() {
    return channels.firstCycle();
  }

  /** Completes when what that cycle found was taken by every exporter that starts and answers. */
  public Future<Void> firstExport() {
    return firstCycle()
        .compose(_ -> exporters.caughtUp().timeout(LONGEST_EXPORT_MINUTES, TimeUnit.MINUTES));
  }

  /** Takes what can be changed in a running agent from another configuration. */
  public Future<Void> reconfigure(AgentConfig changed) {
    AgentConfig before = config;
    AgentConfig taken = changed.withFixedPartsOf(before);
    if (!taken.equals(changed)) {
      LOG.log(
          WARNING,
          "base-dir, lister, host, ports, web-config, node and state-dir need a restart to change");
    }
    config = taken;
    Future<Void> told = exporters.reconfigure(settings(taken, providers));
    return taken.watchesLike(before) ? told : told.compose(_ -> channels.reconfigure(taken));
  }

  /** Lets the service manager know for as long as this agent is alive, and no scan hangs. */
  Future<Void> reportTo(ServiceManager manager) {
    return manager.watch(vertx, EVENT_LOOPS, this::hanging);
  }

  /** Stops between two hours, lets exporters finish, and closes everything. */
  public Future<Void> stop() {
    return channels.shutdown().eventually(exporters::shutdown).eventually(vertx::close);
  }

  @Override
  public List<String> hanging() {
    return channels.hanging();
  }

  @Override
  public List<ChannelState> channels() {
    return channels.states();
  }

  @Override
  public Future<List<ChannelCycle>> rescan(Optional<String> channel) {
    return channels.rescan(channel);
  }

  @Override
  public List<String> exporterPages() {
    return control.contents();
  }

  @Override
  public Optional<String> baseFault() {
    return channels.baseFault();
  }

  @Override
  public Optional<String> stateFault() {
    return ledger.fault();
  }

  @Override
  public boolean ready() {
    return channels.ready();
  }

  @Override
  public Collection<ChannelScan> scans() {
    return board.latest();
  }

  @Override
  public Map<String, ExporterState> exporters() {
    return exporters.states();
  }
}
