package io.segwatch.exporter;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.segwatch.coverage.Segment;
import io.segwatch.coverage.StreamId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What an exporter is given when it starts. */
public interface ExporterContext {
  Vertx vertx();

  /** The only clock there is; tests turn it. */
  Clock clock();

  /** All meters of the process; make yours here, and take them away when you stop. */
  PrometheusMeterRegistry meters();

  /** The agent's web server. */
  HttpMounts http();

  /** The pages for those who run the agent; what changes anything belongs there. */
  ControlMounts control();

  /** The name of this node. */
  String node();

  /** Where others reach the web server, without a slash at the end. */
  URI publicUrl();

  /** The folder of all channels. */
  Path baseDir();

  /** A folder for what is to outlive the process; it exists, unless it cannot be made. */
  Path stateDir();

  /**
   * A list of nodes that is kept elsewhere. Loads what is needed for it.
   *
   * @throws IllegalArgumentException if nothing understands the connection string, or something is
   *     wrong with it; says what, without secrets
   */
  NodeSource nodeSource(String connection);

  /**
   * Says in health that a part of what it does cannot be done now, and why; or that all of it can
   * be again. For all threads.
   */
  void report(Optional<String> trouble);

  /** Hears the newest scan of each stream, in order per stream. */
  Subscription onScan(Consumer<ChannelScan> consumer);

  /** The newest scan of a stream, for late starters. */
  Optional<ChannelScan> latest(StreamId stream);

  /** The newest scans of all streams that are watched now, in order of channel and quality. */
  Collection<ChannelScan> latest();

  /** The holes and all that happened to them. */
  HoleLog holes();

  /**
   * The segments of a stream that overlap {@code [from, to)}, in order of start, read again from
   * disk on the scan pool.
   */
  Future<List<Segment>> segments(StreamId stream, Instant from, Instant to);
}
