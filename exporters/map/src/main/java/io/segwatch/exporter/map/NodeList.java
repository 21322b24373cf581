package io.segwatch.exporter.map;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.segwatch.exporter.ExporterContext;
import io.segwatch.exporter.Node;
import io.segwatch.exporter.NodeSource;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The nodes whose maps are shown: those of the configuration, and those listed elsewhere, which are
 * asked for again and again on a thread of their own. Where they cannot be had, those of the last
 * time stand, and that is told by log, metric and health.
 */
final class NodeList {
  private static final System.Logger LOG = System.getLogger(NodeList.class.getName());
  private static final long INTERVAL_MILLIS = 30_000;

  /** For an exporter that runs only once: how long it waits for nodes. */
  private static final long PATIENCE_SECONDS = 15;

  private final List<Node> fixed;
  private final ExporterContext context;
  private final Runnable changed;
  private final List<Meter> meters = new ArrayList<>();
  private Optional<List<Node>> known = Optional.empty();
  private volatile int count;
  private volatile double lastSuccess;
  private Optional<WorkerExecutor> worker = Optional.empty();
  private boolean failing;
  private boolean asking;

  /**
   * A list that is not asked for yet.
   *
   * @param fixed those of the configuration; of two with one name they come first
   * @param changed is run on the exporter's thread when there are other nodes
   */
  NodeList(List<Node> fixed, ExporterContext context, Runnable changed) {
    this.fixed = fixed;
    this.context = context;
    this.changed = changed;
  }

  /** The nodes in order of name; nothing until they could be had once. */
  Optional<List<Node>> nodes() {
    return known;
  }

  /**
   * Begins to ask. Completes when it knows, or when it is clear that this takes time.
   *
   * @param connection where the nodes are listed, if anywhere
   */
  Future<?> start(Optional<String> connection) {
    if (connection.isEmpty()) {
      take(List.of());
      return Future.succeededFuture();
    }
    MeterRegistry registry = context.meters();
    Counter failures =
        Counter.builder("segwatch.map.nodes.failures")
            .description("Times that the nodes could not be listed")
            .register(registry);
    meters.add(failures);
    meters.add(
        Gauge.builder("segwatch.map.nodes", this, list -> list.count)
            .description("Nodes whose maps are on the page")
            .register(registry));
    meters.add(
        Gauge.builder(
                "segwatch.map.nodes.last.success.timestamp.seconds", this, list -> list.lastSuccess)
            .description("When the nodes were listed last")
            .register(registry));
    WorkerExecutor own = context.vertx().createSharedWorkerExecutor("segwatch-map-nodes", 1);
    worker = Optional.of(own);
    Asking source = new Asking(connection.get());
    context.vertx().setPeriodic(INTERVAL_MILLIS, _ -> ask(own, source, failures));
    return ask(own, source, failures).timeout(PATIENCE_SECONDS, TimeUnit.SECONDS).otherwiseEmpty();
  }

  /** Opens the source when it is needed, as that loads a good deal. */
  private final class Asking {
    private final String connection;
    private Optional<NodeSource> source = Optional.empty();

    Asking(String connection) {
      this.connection = connection;
    }

    List<Node> ask() throws IOException {
      NodeSource opened = source.orElseGet(() -> context.nodeSource(connection));
      source = Optional.of(opened);
      return opened.nodes();
    }
  }

  private Future<?> ask(WorkerExecutor own, Asking source, Counter failures) {
    if (asking) {
      return Future.succeededFuture(); // it is slow
    }
    asking = true;
    return own.executeBlocking(source::ask)
        .onComplete(_ -> asking = false)
        .onSuccess(this::took)
        .onFailure(e -> failed(e, failures));
  }

  private void took(List<Node> listed) {
    if (failing) {
      LOG.log(INFO, "the nodes are listed again");
    }
    failing = false;
    context.report(Optional.empty());
    lastSuccess = context.clock().millis() / 1_000.0;
    take(listed);
  }

  private void failed(Throwable e, Counter failures) {
    failures.increment();
    String why = "the nodes cannot be listed, the last page stands: " + e.getMessage();
    context.report(Optional.of(why));
    if (!failing) {
      LOG.log(WARNING, why);
    }
    failing = true;
  }

  private void take(List<Node> listed) {
    Map<String, Node> byName = new TreeMap<>();
    listed.forEach(node -> byName.put(node.name(), node));
    fixed.forEach(node -> byName.put(node.name(), node));
    List<Node> now = List.copyOf(byName.values());
    count = now.size();
    if (!known.equals(Optional.of(now))) {
      known = Optional.of(now);
      changed.run();
    }
  }

  /** Asks no more. */
  void stop() {
    meters.forEach(context.meters()::remove);
    worker.ifPresent(WorkerExecutor::close);
  }
}
