package io.segwatch.agent.control;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.segwatch.agent.web.LimitedHttp;
import io.segwatch.storage.Faults;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The pages for those who run the agent: on the Unix socket {@code state-dir/control}, and on a
 * port of 127.0.0.1 if asked (interface §3). The agent does without the socket if it cannot be had.
 */
public final class ControlServer extends VerticleBase {
  private static final System.Logger LOG = System.getLogger(ControlServer.class.getName());
  private static final String LOOPBACK = "127.0.0.1";

  /** How long a disk that hangs may hold up the start of the agent. */
  private static final long PATIENCE_SECONDS = 5;

  private final Path stateDir;
  private final int backdoorPort;
  private final LimitedHttp local;
  private final Optional<LimitedHttp> loopback;
  private volatile Optional<ControlSocket> socket = Optional.empty();

  /**
   * A server that is yet to be deployed.
   *
   * @param backdoorPort of 127.0.0.1, 0 for none
   * @param pages puts up the pages at each place
   */
  public ControlServer(Vertx vertx, Path stateDir, int backdoorPort, Consumer<LimitedHttp> pages) {
    this.stateDir = stateDir;
    this.backdoorPort = backdoorPort;
    this.local = place(vertx);
    this.loopback =
        backdoorPort == 0
            ? Optional.empty()
            : Optional.of(place(vertx).first(new LoopbackGuard(backdoorPort)));
    pages.accept(local);
    loopback.ifPresent(pages);
  }

  private static LimitedHttp place(Vertx vertx) {
    return new LimitedHttp(vertx, HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST);
  }

  /** Fails only if the port cannot be had. */
  @Override
  public Future<?> start() {
    Future<?> listening =
        loopback
            .<Future<?>>map(http -> http.listen(LOOPBACK, backdoorPort, "--backdoor-port"))
            .orElse(Future.succeededFuture());
    return listening.compose(_ ->
        openSocket()
            .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .onFailure(e -> LOG.log(WARNING, "no control socket: {0}", reasonOf(e)))
            .transform(_ -> Future.succeededFuture()));
  }

  private Future<Path> openSocket() {
    return Blocking.call(vertx, () -> ControlSocket.claim(stateDir))
        .compose(claimed -> {
          socket = Optional.of(claimed);
          return local
              .listen(SocketAddress.domainSocketAddress(claimed.newborn().toString()))
              .compose(_ -> Blocking.call(vertx, claimed::publish));
        })
        .onSuccess(path -> LOG.log(INFO, "control socket {0}", path));
  }

  private String reasonOf(Throwable e) {
    return e instanceof FileSystemException refused
        ? Faults.of(stateDir.toString(), refused).toString()
        : Optional.ofNullable(e.getMessage()).orElse(e.toString());
  }

  @Override
  public Future<?> stop() {
    return socket
        .<Future<?>>map(claimed -> Blocking.call(vertx, claimed::close))
        .orElse(Future.succeededFuture());
  }
}
