package io.segwatch.agent;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.segwatch.agent.cli.AgentRunner;
import io.segwatch.agent.cli.ExitStatus;
import io.segwatch.agent.config.AgentConfig;
import io.segwatch.agent.config.ConfigException;
import io.segwatch.agent.config.FileState;
import io.segwatch.agent.control.StackSampler;
import io.segwatch.agent.logging.Logging;
import io.segwatch.agent.memory.Thrift;
import io.segwatch.agent.systemd.ServiceManager;
import io.segwatch.agent.web.CannotListenException;
import io.segwatch.exporter.ExporterProvider;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The agent as a process: runs until SIGTERM or SIGINT, takes a changed configuration at SIGHUP or
 * when its file changed.
 */
public final class AgentProcess implements AgentRunner {
  private static final System.Logger LOG = System.getLogger(AgentProcess.class.getName());

  /** How often to look at the file and at the memory. */
  private static final long LOOK_MILLIS = 500;

  private static final long STOP_SECONDS = 4; // and one for the rest of the process
  private static final int STOPPED_BY_FORCE = 130;

  private enum Request {
    STOP,
    RELOAD,
    RELOADED,
    LOOK,
    SAVE
  }

  private final List<ExporterProvider> providers;
  private final PrintWriter err;
  private final ServiceManager manager = ServiceManager.of(System.getenv());
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private volatile boolean stopping;

  /** A process with these exporters. */
  public AgentProcess(List<ExporterProvider> providers, PrintWriter err) {
    this.providers = providers;
    this.err = err;
  }

  @Override
  public int run(AgentConfig config, Supplier<AgentConfig> reload) {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Logging.countInto(meters);
    StackSampler.startIfAsked(System.getenv(), meters);
    try (JvmGcMetrics _ = ProcessMeters.bindTo(meters)) {
      listenToSignals();
      return run(new Agent(config, providers, Clock.systemUTC(), meters), config, reload);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return STOPPED_BY_FORCE;
    }
  }

  private void listenToSignals() {
    for (String name : List.of("TERM", "INT")) {
      Signals.on(
          name,
          () -> {
            if (stopping) {
              Runtime.getRuntime().halt(STOPPED_BY_FORCE);
            }
            stopping = true;
            requests.add(Request.STOP);
          });
    }
    Signals.on("HUP", () -> requests.add(Request.RELOAD));
  }

  private int run(Agent agent, AgentConfig config, Supplier<AgentConfig> reload)
      throws InterruptedException {
    Optional<FileState> file = config.file().flatMap(FileState::of);
    try {
      agent.start().await();
    } catch (Exception e) { // a future throws what it failed with, checked or not
      err.printf("segwatch: %s%n", isPlain(e) ? e.getMessage() : e);
      err.flush();
      return ExitStatus.USAGE;
    }
    String listening = "listening on " + config.host() + ":" + agent.port();
    manager.ready(listening);
    agent.reportTo(manager);
    agent
        .firstExport()
        .onComplete(_ -> requests.add(config.runOnce() ? Request.STOP : Request.SAVE));
    serve(agent, config, file, reload, listening);
    manager.stopping();
    stop(agent);
    return ExitStatus.OK;
  }

  private static boolean isPlain(Exception e) {
    return e instanceof CannotListenException || e instanceof StateRefusedException;
  }

  private void serve(
      Agent agent,
      AgentConfig config,
      Optional<FileState> file,
      Supplier<AgentConfig> reload,
      String listening)
      throws InterruptedException {
    Optional<FileState> seen = file;
    Thrift thrift = new Thrift(() -> requests.add(Request.LOOK));
    int reloads = 0;
    while (true) {
      Request request = requests.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (request == Request.STOP) {
        return;
      }
      if (request == Request.SAVE) {
        thrift.giveBack();
      } else {
        thrift.look();
      }
      if (request == Request.RELOADED) {
        reloads--;
        if (reloads == 0) {
          manager.ready(listening);
        }
        continue;
      }
      Optional<FileState> now = config.file().flatMap(FileState::of);
      if (request == Request.RELOAD || (now.isPresent() && !now.equals(seen))) {
        seen = now;
        reloads++;
        manager.reloading();
        reload(agent, reload);
      }
    }
  }

  /** Does not wait for the outcome: a scan that hangs is not to hold up the end of the process. */
  private void reload(Agent agent, Supplier<AgentConfig> reload) {
    try {
      agent
          .reconfigure(reload.get())
          .onSuccess(_ -> LOG.log(INFO, "configuration taken"))
          .onFailure(e -> LOG.log(ERROR, "configuration not taken in full", e))
          .onComplete(_ -> requests.add(Request.RELOADED));
    } catch (ConfigException e) {
      LOG.log(
          ERROR,
          "configuration not taken, the old one stands: {0}",
          String.join("; ", e.problems()));
      requests.add(Request.RELOADED);
    }
  }

  private static void stop(Agent agent) throws InterruptedException {
    try {
      agent.stop().await(STOP_SECONDS, TimeUnit.SECONDS);
      LOG.log(INFO, "stopped");
    } catch (TimeoutException e) {
      LOG.log(WARNING, "not everything stopped within {0} s", STOP_SECONDS);
    }
  }
}
