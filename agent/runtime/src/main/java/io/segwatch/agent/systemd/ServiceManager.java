package io.segwatch.agent.systemd;

import static java.lang.System.Logger.Level.WARNING;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The service manager that started the agent, told how it gets on, as sd_notify(3) has it; does
 * nothing where there is none, or where it did not ask. What cannot be told is a warning, and no
 * more.
 *
 * <pre>{@code
 * ServiceManager manager = ServiceManager.of(System.getenv());
 * manager.ready("listening on 127.0.0.1:8006");
 * manager.watch(vertx, 2, agent::hanging);
 * …
 * manager.stopping();
 * }</pre>
 */
public final class ServiceManager {
  private static final System.Logger LOG = System.getLogger(ServiceManager.class.getName());
  private static final int LONGEST_STATUS = 200;
  private static final int MICROS_PER_MILLI = 1000;
  private static final int NANOS_PER_MICRO = 1000;
  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}");

  private final Optional<String> socket;
  private final Optional<Long> pingMillis;
  private final AtomicBoolean warned = new AtomicBoolean();
  private String hanging = "";

  private ServiceManager(Optional<String> socket, Optional<Long> pingMillis) {
    this.socket = socket;
    this.pingMillis = pingMillis;
  }

  /** The one that {@code NOTIFY_SOCKET} and {@code WATCHDOG_USEC} tell of. */
  public static ServiceManager of(Map<String, String> environment) {
    return of(environment, ProcessHandle.current().pid());
  }

  static ServiceManager of(Map<String, String> environment, long pid) {
    Optional<String> socket =
        Optional.ofNullable(environment.get("NOTIFY_SOCKET")).filter(name -> !name.isEmpty());
    if (socket.isEmpty()) {
      return new ServiceManager(socket, Optional.empty());
    }
    String mine = Long.toString(pid);
    boolean isMine = environment.getOrDefault("WATCHDOG_PID", mine).equals(mine);
    return new ServiceManager(
        socket,
        Optional.ofNullable(environment.get("WATCHDOG_USEC"))
            .filter(_ -> isMine)
            .flatMap(ServiceManager::pingMillis));
  }

  /** Twice in the time after which silence is taken for death. */
  private static Optional<Long> pingMillis(String micros) {
    try {
      long limit = Long.parseLong(micros);
      if (limit > 0) {
        return Optional.of(Math.max(1, limit / 2 / MICROS_PER_MILLI));
      }
    } catch (NumberFormatException e) {
      // told below
    }
    LOG.log(WARNING, "WATCHDOG_USEC is no number of microseconds: {0}", micros);
    return Optional.empty();
  }

  /** The agent serves, after its start or after {@link #reloading}; may wait three seconds. */
  public void ready(String status) {
    tell("READY=1\n" + status(status), true);
  }

  /** The agent takes another configuration; may wait three seconds. */
  public void reloading() {
    // On Linux, nanoTime is CLOCK_MONOTONIC, which is what is asked for.
    long now = System.nanoTime() / NANOS_PER_MICRO;
    tell("RELOADING=1\nMONOTONIC_USEC=" + now + "\n" + status("taking a configuration"), true);
  }

  /** The agent stops; may wait three seconds. */
  public void stopping() {
    tell("STOPPING=1\n" + status("stopping"), true);
  }

  /**
   * Tells, until Vert.x closes, that the agent lives: a timer goes round all event loops, so that
   * any that is blocked ends it, and so does a scan that hangs.
   *
   * @param hanging what hangs at the moment; asked on an event loop
   * @return completes when the timer runs, or is not wanted
   */
  public Future<Void> watch(Vertx vertx, int eventLoops, Supplier<List<String>> hanging) {
    if (pingMillis.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Context> loops = new CopyOnWriteArrayList<>();
    return vertx
        .deployVerticle(
            () -> new LoopVerticle(loops), new DeploymentOptions().setInstances(eventLoops))
        .onSuccess(_ -> {
          Context first = loops.getFirst();
          first.runOnContext(
              _ -> vertx.setPeriodic(1, pingMillis.get(), _ -> goRound(loops.iterator(), hanging)));
        })
        .mapEmpty();
  }

  private void goRound(Iterator<Context> loops, Supplier<List<String>> hanging) {
    if (loops.hasNext()) {
      loops.next().runOnContext(_ -> goRound(loops, hanging));
    } else {
      ping(hanging.get());
    }
  }

  /** On the last of the event loops, always. */
  private void ping(List<String> channels) {
    String before = hanging;
    hanging = String.join(", ", channels);
    String change = hanging.equals(before) ? "" : "\n" + status(statusOf(channels));
    if (channels.isEmpty()) {
      tell("WATCHDOG=1" + change, false);
    } else if (!change.isEmpty()) {
      tell(change.strip(), false);
    }
  }

  private static String statusOf(List<String> hanging) {
    return hanging.isEmpty()
        ? "no scan hangs any more"
        : "hangs in the file system: " + String.join(", ", hanging);
  }

  /** In one line, as a line ends what it says. */
  private static String status(String text) {
    String line = UNPRINTABLE.matcher(text).replaceAll("?");
    return "STATUS=" + line.substring(0, Math.min(line.length(), LONGEST_STATUS));
  }

  private void tell(String message, boolean waits) {
    if (socket.isEmpty()) {
      return;
    }
    try {
      NotifySocket.send(socket.get(), message, waits);
      warned.set(false);
    } catch (IOException | LinkageError | IllegalCallerException e) {
      if (!warned.getAndSet(true)) {
        LOG.log(WARNING, "the service manager at {0} cannot be told: {1}", socket.get(), e);
      }
    }
  }

  /** Makes a context on one of the event loops: those that are deployed together take turns. */
  private static final class LoopVerticle extends VerticleBase {
    private final List<Context> loops;

    LoopVerticle(List<Context> loops) {
      this.loops = loops;
    }

    @Override
    public Future<?> start() {
      loops.add(context);
      return Future.succeededFuture();
    }
  }
}
