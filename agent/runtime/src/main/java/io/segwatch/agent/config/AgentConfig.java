package io.segwatch.agent.config;

import io.segwatch.agent.logging.LogFormat;
import io.segwatch.coverage.Rules;
import io.segwatch.coverage.Spans;
import io.segwatch.coverage.StallRule;
import io.segwatch.exporter.Settings;
import io.segwatch.storage.Lister;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration that was found to be good.
 *
 * @param baseDir folder of the channels; it need not be there yet
 * @param channels those to watch; none means all that are found
 * @param qualities one at least
 * @param settle how long a hole has to be there before it is confirmed
 * @param holeRetention how long a hole that is over is remembered
 * @param ignored times in which nothing is to be recorded
 * @param lister how directories are read
 * @param checkInterval time between two scans
 * @param fullScanInterval time between two scans that list every hour, changed or not
 * @param runOnce whether to end after one scan
 * @param host address to listen on
 * @param port to listen on, 0 for any free one
 * @param backdoorPort asked for diagnostics on 127.0.0.1, 0 for none
 * @param webConfig file that says who may use the web server; without it, everybody may
 * @param node name of this node
 * @param publicUrl where others reach the web server, without a slash at the end
 * @param stateDir folder for what outlives the process; it need not be there yet
 * @param exporters what stands under {@code exporters}, by name of the exporter
 * @param file the configuration file, if there is one
 */
public record AgentConfig(
    Path baseDir,
    List<String> channels,
    List<String> qualities,
    Rules rules,
    StallRule stall,
    Duration settle,
    Duration holeRetention,
    List<PlannedBreak> ignored,
    Lister.Choice lister,
    Duration checkInterval,
    Duration fullScanInterval,
    boolean runOnce,
    String host,
    int port,
    int backdoorPort,
    Optional<Path> webConfig,
    String node,
    Optional<URI> publicUrl,
    Path stateDir,
    LogFormat logFormat,
    System.Logger.Level logLevel,
    Map<String, Object> exporters,
    Optional<Path> file) {

  /** Whether an exporter is to run is the agent's own key among the exporter's. */
  static final String ENABLED = "enabled";

  static final String EXPORTERS = "exporters";

  /** Where planned breaks are listed; no flag can. */
  static final String IGNORE = "ignore";

  /** The settings of an exporter, or nothing where it is switched off. */
  public Optional<Settings> exporterSettings(String name) {
    Settings settings = new Settings(Map.of(EXPORTERS, exporters)).section(EXPORTERS).section(name);
    return settings.flag(ENABLED, true) ? Optional.of(settings) : Optional.empty();
  }

  /** Where others reach a web server that listens on a port, as far as one can tell. */
  public URI publicUrl(String scheme, int listening) {
    return publicUrl.orElseGet(() -> URI.create(scheme + "://" + node + ":" + listening));
  }

  /** This configuration with what a running agent cannot change taken from another one. */
  public AgentConfig withFixedPartsOf(AgentConfig running) {
    return new AgentConfig(
        running.baseDir,
        channels,
        qualities,
        rules,
        stall,
        settle,
        holeRetention,
        ignored,
        running.lister,
        checkInterval,
        fullScanInterval,
        running.runOnce,
        running.host,
        running.port,
        running.backdoorPort,
        running.webConfig,
        running.node,
        publicUrl,
        running.stateDir,
        logFormat,
        logLevel,
        exporters,
        file);
  }

  /** When nothing is to be recorded of a channel. */
  public Spans planned(String channel) {
    return PlannedBreak.of(channel, ignored);
  }

  /** Whether the same streams are watched in the same way. */
  public boolean watchesLike(AgentConfig other) {
    return baseDir.equals(other.baseDir)
        && channels.equals(other.channels)
        && qualities.equals(other.qualities)
        && rules.equals(other.rules)
        && stall.equals(other.stall)
        && ignored.equals(other.ignored)
        && checkInterval.equals(other.checkInterval)
        && fullScanInterval.equals(other.fullScanInterval);
  }
}
